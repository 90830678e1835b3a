import { IconFlame } from '@tabler/icons-react'
import type { AgendaItem, DayRead } from '@/api/types'
import { weekdayName } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { Tile } from '@/ui/Tile'
import { WeekStones } from '@/ui/WeekMarks'
import { runningStreaks } from './streaks'
import './streak-card.css'

const OTHERS = 4

/** The longest streak that is running now with its last seven days, and the ones after it. */
export default function StreakCard({ day }: { day: DayRead }) {
  const { t } = useWords()
  const [best, ...others] = runningStreaks(day.habits)
  if (!best) {
    return (
      <section className="soft" aria-labelledby="streaks">
        <Head title={t('todayView.streaks.title')} />
        <p className="sm dim">{t('todayView.streaks.none')}</p>
      </section>
    )
  }
  return (
    <section className="soft streak-card" aria-labelledby="streaks">
      <Head title={t(`todayView.streaks.row.${best.streak_unit}`, { count: best.streak })} />
      <p className="sm dim trunc streak-name">{best.name}</p>
      <WeekStones week={best.week} today={day.today} />
      <StreakSentence item={best} day={day} />
      {others.length > 0 && (
        <>
          <h3 className="sm b streak-others">{t('todayView.streaks.others')}</h3>
          <ul>
            {others.slice(0, OTHERS).map((item) => (
              <li key={item.id} className="streaks-row">
                <Tile icon={item.icon} color={item.color} size={32} />
                <span className="grow trunc">{item.name}</span>
                <span className="sm n">{t(`streak.${item.streak_unit}`, { count: item.streak })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Head({ title }: { title: string }) {
  return (
    <div className="row" style={{ gap: 10, marginBottom: 4 }}>
      <IconFlame className="flame" size={26} stroke={1.9} aria-hidden />
      <h2 className="h3 n" id="streaks">
        {title}
      </h2>
    </div>
  )
}

/** What holds the streak: a freeze, what was done today, or what is still to do. */
function StreakSentence({ item, day }: { item: AgendaItem; day: DayRead }) {
  const { t, language } = useWords()
  const frozen = item.week.findLast(({ state }) => state === 'frozen')
  const words = frozen
    ? t('todayView.streaks.frozen', { day: weekdayName(frozen.date, language, 'long') })
    : item.look === 'open' && day.date === day.today
      ? t('todayView.streaks.open')
      : t('todayView.streaks.safe')
  return <p className="sm dim streak-sentence">{words}</p>
}
