import { Button } from '@mantine/core'
import { IconBeach } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { dayAndMonth } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import type { Day } from '@/lib/day'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { covers, pausesQuery, useEndPause } from './pauses.queries'

/** While everything is paused: until when, that nothing is lost, and the way back. */
export default function PausedBanner({ today }: { today: Day }) {
  const { t, language } = useWords()
  const { data } = useQuery(pausesQuery)
  const end = useEndPause()
  const pause = data?.find((one) => one.habit_id === null && covers(one, today))
  if (!pause) return null
  const onError = (error: Error) => showToast({ tone: 'problem', title: t('pauses.failed'), text: problemWords(t, error) })
  return (
    <section className="note tinted p-dusk paused-banner" aria-label={t('pauses.banner')}>
      <IconBeach size={22} stroke={1.75} aria-hidden />
      <div className="grow">
        <p className="b">{pause.last === null ? t('pauses.bannerOpen') : t('pauses.bannerUntil', { day: dayAndMonth(pause.last, language) })}</p>
        <p>{t('pauses.bannerText')}</p>
      </div>
      <Button variant="default" loading={end.isPending} onClick={() => end.mutate({ pause, today }, { onError })}>
        {t('pauses.end')}
      </Button>
    </section>
  )
}
