import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { DayRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import SortableList from '@/ui/SortableList'
import { Tile } from '@/ui/Tile'
import { problemWords } from '@/ui/problem-words'
import { useSortWords } from '@/ui/sort-words'
import { showToast } from '@/ui/toast-store'
import { useArrange } from './arrange.queries'
import { grouped } from './sections'
import type { Grouping } from './today-view'
import './arrange.css'

interface ArrangeListProps {
  day: DayRead
  by: Grouping
  onDone: () => void
}

/** Today's habits to be dragged into another order, each group by itself. Every move is stored at once. */
export default function ArrangeList({ day, by, onDone }: ArrangeListProps) {
  const { t } = useWords()
  const words = useSortWords()
  const { mutate } = useArrange()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus({ preventScroll: true }), [])
  const groups = grouped(day.habits, by)
  const order = groups.flatMap(({ items }) => items.map(({ id }) => id))
  const store = (ids: string[]) =>
    mutate(ids, { onError: (error) => showToast({ tone: 'problem', title: t('habits.orderFailed'), text: problemWords(t, error) }) })
  const arrange = (key: string, ids: string[]) => {
    store(groups.flatMap((group) => (group.key === key ? ids : group.items.map(({ id }) => id))))
    showToast({ tone: 'done', title: t('todayView.arranged'), action: { label: t('agenda.toast.undo'), run: () => store(order) } })
  }
  return (
    <>
      <div className="sech">
        <h2 className="h2 sheet-lead" ref={head} tabIndex={-1}>
          {t('todayView.arrange')}
        </h2>
        <Button variant="light" leftSection={<IconCheck size={18} stroke={2.2} aria-hidden />} onClick={onDone}>
          {t('todayView.arrangeDone')}
        </Button>
      </div>
      <p className="sm dim agenda-hint">{t('todayView.arrangeHint')}</p>
      {groups.map(({ key, section, category, items }) => (
        <section key={key} className="agenda-section">
          <h3 className="h3 agenda-hint">{section ? t(`agenda.sections.${section}`) : category || t('agenda.noCategory')}</h3>
          <SortableList
            items={items.map(({ id, name, icon, color }) => ({ id, label: name, lead: <Tile icon={icon} color={color} /> }))}
            onMove={(ids) => arrange(key, ids)}
            words={words}
          />
        </section>
      ))}
    </>
  )
}
