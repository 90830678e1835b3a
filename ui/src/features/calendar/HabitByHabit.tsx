import { Link } from '@tanstack/react-router'
import type { MonthHabit, MonthRead } from '@/api/types'
import { dayRange, percent } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { firstOf } from '@/lib/day'
import { Streak } from '@/ui/Streak'
import { Tile } from '@/ui/Tile'
import { WeekBars } from '@/ui/WeekMarks'

/** The month of each habit: done of due, share, streak, last seven days. A table on the desktop, rows on the phone. */
export function HabitByHabit({ month }: { month: MonthRead }) {
  const { t, language } = useWords()
  const last = month.days.at(-1)?.date
  if (month.habits.length === 0) return <p className="dim sec">{t('calendar.empty')}</p>
  return (
    <section className="sec" aria-labelledby="by-habit">
      <div className="sech">
        <h2 className="h2" id="by-habit">
          {t('calendar.byHabit')}
        </h2>
        {last && (
          <span className="sm dim n">
            {dayRange(firstOf(month.month), last, language)}
          </span>
        )}
      </div>
      <div className="list habit-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('calendar.habit')}</th>
              <th scope="col">{t('calendar.week')}</th>
              <th scope="col" className="r">
                {t('calendar.done')}
              </th>
              <th scope="col">{t('calendar.share')}</th>
              <th scope="col" className="r">
                {t('calendar.streak')}
              </th>
            </tr>
          </thead>
          <tbody>
            {month.habits.map((habit) => (
              <HabitLine key={habit.id} habit={habit} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function HabitLine({ habit }: { habit: MonthHabit }) {
  const { t } = useWords()
  const { due, done, rate: share } = habit
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <Tile icon={habit.icon} color={habit.color} size={36} />
          <Link to="/habits/$id" params={{ id: habit.id }} className="b trunc habit-name">
            {habit.name}
          </Link>
        </span>
      </th>
      <td className="week">
        <WeekBars week={habit.week} />
      </td>
      <td className="count n">{t('agenda.count', { done, due })}</td>
      <td className="share">
        <span className="row n">
          <span className="bar grow" aria-hidden="true">
            <i style={{ width: `${(share ?? 0) * 100}%`, background: share === 1 ? 'var(--hb-gold-line)' : 'var(--hb-done)' }} />
          </span>
          <span className="share-figure">{share === null ? '–' : percent(share)}</span>
        </span>
      </td>
      <td className="streak">
        <Streak count={habit.streak} unit={habit.streak_unit} />
      </td>
    </tr>
  )
}
