import { Button } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { showOver } from '@/ui/over-store'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'

/** Leads to the list of shortcuts. */
export function KeyboardSettings() {
  const { t } = useWords()
  return (
    <SettingsGroup title={t('profile.keyboard')} text={t('profile.keyboardText')}>
      <SettingsRow>
        <Button variant="light" leftSection={<IconKeyboard size={18} stroke={1.75} aria-hidden />} onClick={() => showOver('shortcuts')}>
          {t('profile.keyboardShow')}
        </Button>
      </SettingsRow>
    </SettingsGroup>
  )
}
