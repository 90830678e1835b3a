import type { Me } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { fieldProblems } from '@/ui/problem-words'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'
import { Saved } from './Saved'
import { ZoneField } from './ZoneField'
import { DayStartField, WeekdayField } from './fields'
import { useSetting } from './use-setting'

/** Where the person is, and when their days and weeks begin. */
export function TimeSettings({ me }: { me: Me }) {
  const { t } = useWords()
  const zone = useSetting(me, 'zone')
  const dayStart = useSetting(me, 'day_start')
  const weekday = useSetting(me, 'first_weekday')
  const refused = fieldProblems(t, zone.error)['zone']
  return (
    <SettingsGroup title={t('profile.time')} text={t('profile.timeText')}>
      <SettingsRow>
        <ZoneField value={zone.value} onChange={zone.save} error={refused} />
        <Saved {...zone} error={refused ? null : zone.error} />
      </SettingsRow>
      <SettingsRow>
        <DayStartField value={dayStart.value} onChange={dayStart.save} />
        <Saved {...dayStart} />
      </SettingsRow>
      <SettingsRow>
        <WeekdayField value={weekday.value} onChange={weekday.save} />
        <Saved {...weekday} />
      </SettingsRow>
    </SettingsGroup>
  )
}
