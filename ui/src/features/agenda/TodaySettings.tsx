import { Switch } from '@mantine/core'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'
import { useTodayView } from './today-view'
import './today-settings.css'

interface TodaySettingsProps {
  /** Id of the person whose view of Today it is. */
  person: string
}

/** The group "Today" of the settings: how its list looks on this device. */
export function TodaySettings({ person }: TodaySettingsProps) {
  const { t } = useWords()
  const [view, change] = useTodayView(person)
  const options = [
    { value: 'section' as const, label: t('todayView.bySection') },
    { value: 'category' as const, label: t('todayView.byCategory') },
  ]
  return (
    <SettingsGroup title={t('app.today')} text={t('todayView.device')}>
      <SettingsRow>
        <Choices legend={t('todayView.by')} name="today-by" value={view.by} onChange={(by) => change({ by })} options={options} />
      </SettingsRow>
      <SettingsRow>
        <Switch className="today-switch" size="md" label={t('todayView.hideDone')} checked={view.hidesDone} onChange={(event) => change({ hidesDone: event.currentTarget.checked })} />
      </SettingsRow>
    </SettingsGroup>
  )
}
