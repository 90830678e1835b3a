import type { Me } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'
import { Saved } from './Saved'
import { WeightUnitField } from './fields'
import { useSetting } from './use-setting'

/** What weights are shown in. */
export function UnitSettings({ me }: { me: Me }) {
  const { t } = useWords()
  const unit = useSetting(me, 'weight_unit')
  return (
    <SettingsGroup title={t('profile.units')}>
      <SettingsRow>
        <WeightUnitField value={unit.value} onChange={unit.save} />
        <Saved {...unit} />
      </SettingsRow>
    </SettingsGroup>
  )
}
