import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { HabitRead, NoteRead } from '@/api/types'
import { amountWithUnit, unitOf } from '@/i18n/amount-words'
import { dayAndMonth, fullDay } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { type Day, monthOf, yearOf } from '@/lib/day'
import { Part } from '@/ui/Part'
import { Bone } from '@/ui/Skeleton'
import { insightQueries } from './insight.queries'
import './insight.css'

interface NotesProps {
  habit: HabitRead
  today: Day
  /** Opens today's note; without it there is none to write. */
  onAdd: (() => void) | undefined
}

/** What was written about a habit's days, newest first; each leads to its day. */
export function Notes({ habit, today, onAdd }: NotesProps) {
  const { t } = useWords()
  const query = useInfiniteQuery(insightQueries.notes(habit.id))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  return (
    <section className="sec" aria-labelledby="notes">
      <div className="sech">
        <h2 className="h2" id="notes">
          {t('insight.notes')}
        </h2>
        {onAdd && (
          <button type="button" className="link" aria-label={t('insight.addNote')} onClick={onAdd}>
            <IconPlus size={16} stroke={2.2} aria-hidden />
            {t('insight.add')}
          </button>
        )}
      </div>
      <Part query={query} waiting={<Bone width="100%" height={84} radius={20} />}>
        {({ pages }) => <NoteList habit={habit} notes={pages.flatMap(({ items }) => items)} today={today} />}
      </Part>
      {hasNextPage && (
        <button type="button" className="link" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'app.loading' : 'insight.moreNotes')}
        </button>
      )}
    </section>
  )
}

function NoteList({ habit, notes, today }: { habit: HabitRead; notes: NoteRead[]; today: Day }) {
  const { t, language } = useWords()
  if (notes.length === 0) return <p className="sm dim">{t('insight.noNotes')}</p>
  return (
    <ul className="notes">
      {notes.map((note) => (
        <li key={note.day} className="soft">
          <div className="xs dim n notes-head">
            <Link to="/calendar/$month" params={{ month: monthOf(note.day) }} search={{ day: note.day }}>
              {dayName(t, language, note.day, today)}
            </Link>
            <span>{loggedWords(t, language, habit, note)}</span>
          </div>
          <p className="notes-text">{note.note}</p>
        </li>
      ))}
    </ul>
  )
}

function dayName(t: Translate, language: string, day: Day, today: Day): string {
  if (day === today) return t('app.today')
  return yearOf(day) === yearOf(today) ? dayAndMonth(day, language) : fullDay(day, language)
}

/** What was logged with it: an amount, or that the day was something else than done. */
function loggedWords(t: Translate, language: string, habit: HabitRead, { state, amount }: NoteRead): string {
  if (amount !== null) return amountWithUnit(language, amount, unitOf(t, habit.measure, habit.unit))
  return state === 'none' || state === 'done' ? '' : t(`states.${state}`)
}
