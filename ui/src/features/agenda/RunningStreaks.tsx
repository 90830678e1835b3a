import type { AgendaItem } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { IconFlame } from '@tabler/icons-react'
import { Tile } from '@/ui/Tile'

const SHOWN = 5

const DAYS = { day: 1, week: 7, month: 30 }

/** Streaks of days, weeks and months side by side: about as long as so many days. */
const daysOf = ({ streak, streak_unit: unit }: AgendaItem): number => streak * DAYS[unit]

/** The longest streaks that are running now. */
export function RunningStreaks({ items }: { items: AgendaItem[] }) {
  const { t } = useWords()
  const longest = items.filter((item) => item.streak > 0).sort((a, b) => daysOf(b) - daysOf(a)).slice(0, SHOWN)
  return (
    <section className="soft" aria-labelledby="running-streaks">
      <div className="row" style={{ gap: 8, marginBottom: 8 }}>
        <IconFlame className="flame" size={24} stroke={1.9} aria-hidden />
        <h2 className="h3" id="running-streaks">
          {t('agenda.running.title')}
        </h2>
      </div>
      {longest.length === 0 && <p className="sm dim">{t('agenda.running.none')}</p>}
      <ul>
        {longest.map((item) => (
          <li key={item.id} className="streaks-row">
            <Tile icon={item.icon} color={item.color} size={32} />
            <span className="grow trunc">{item.name}</span>
            <span className="sm n">{t(`streak.${item.streak_unit}`, { count: item.streak })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
