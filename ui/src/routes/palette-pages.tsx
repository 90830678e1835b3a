import {
  IconCalendarEvent, IconCalendarMonth, IconCalendarStats, IconDevices, IconKey, IconListCheck, IconLock,
  IconPlayerPause, IconPlus, IconSettings, IconShieldCheck, IconShieldLock, IconSun, IconUpload, IconWorldUpload,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { whenOf } from '@/features/palette/dates'
import type { Command } from '@/features/palette/palette-types'
import { fullDay, monthAndYear, weekdayName } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { type Day, monthOf } from '@/lib/day'

const PAGES = [
  { to: '/', word: 'today', Icon: IconSun },
  { to: '/calendar', word: 'calendar', Icon: IconCalendarMonth },
  { to: '/calendar/year/$year', word: 'year', Icon: IconCalendarStats },
  { to: '/habits', word: 'habits', Icon: IconListCheck },
  { to: '/habits/new', word: 'newHabit', Icon: IconPlus },
  { to: '/pauses', word: 'pauses', Icon: IconPlayerPause },
  { to: '/settings', word: 'settings', Icon: IconSettings },
  { to: '/imports', word: 'import', Icon: IconUpload },
  { to: '/settings/devices', word: 'devices', Icon: IconDevices },
  { to: '/settings/password', word: 'password', Icon: IconLock },
  { to: '/settings/tokens', word: 'tokens', Icon: IconKey },
  { to: '/settings/log', word: 'log', Icon: IconShieldCheck },
  { to: '/settings/privacy', word: 'privacy', Icon: IconShieldLock },
  { to: '/settings/outbound', word: 'outbound', Icon: IconWorldUpload },
] as const

const ADMIN = { to: '/admin', word: 'admin', Icon: IconShieldLock } as const

/** A way to every page that is for this person. */
export function usePageCommands(today: Day | undefined, isAdmin: boolean): Command[] {
  const { t } = useWords()
  const navigate = useNavigate()
  const year = (today ?? new Date().toISOString()).slice(0, 4)
  const pages = isAdmin ? [...PAGES, ADMIN] : PAGES
  return pages.map(({ to, word, Icon }) => ({
    id: `page:${word}`,
    group: 'go',
    label: t(`palette.pages.${word}`),
    keywords: t(`palette.words.${word}`),
    icon: <Icon size={20} stroke={1.75} />,
    leaves: true,
    run: () => void navigate(to === '/calendar/year/$year' ? { to, params: { year } } : { to }),
  }))
}

const DATE_ICON = <IconCalendarEvent size={20} stroke={1.75} />

/** The way to the day, month or year that was typed. */
export function useDateCommands(today: Day | undefined): (typed: string) => Command[] {
  const { t, language } = useWords()
  const navigate = useNavigate()
  return (typed) => {
    const when = today === undefined ? null : whenOf(typed, today)
    if (!when) return []
    const command = { group: 'none', icon: DATE_ICON, hint: t('palette.openDate'), leaves: true } as const
    if (when.kind === 'year') {
      return [{ ...command, id: `date:${when.year}`, label: when.year, run: () => void navigate({ to: '/calendar/year/$year', params: { year: when.year } }) }]
    }
    if (when.kind === 'month') {
      const { month } = when
      return [{ ...command, id: `date:${month}`, label: monthAndYear(month, language), run: () => void navigate({ to: '/calendar/$month', params: { month } }) }]
    }
    const { day } = when
    const label = `${weekdayName(day, language, 'long')}, ${fullDay(day, language)}`
    return [{ ...command, id: `date:${day}`, label, run: () => void navigate({ to: '/calendar/$month', params: { month: monthOf(day) }, search: { day } }) }]
  }
}
