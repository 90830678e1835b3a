import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import { useScheme } from '@/ui/use-scheme'

const SCHEMES = ['auto', 'light', 'dark'] as const

/** Light, dark, or like the device; kept on this device. */
export function SchemeChoice() {
  const { t } = useWords()
  const { colorScheme, setColorScheme } = useScheme()
  return (
    <Choices
      legend={t('profile.scheme')}
      name="scheme"
      value={colorScheme}
      onChange={setColorScheme}
      options={SCHEMES.map((value) => ({ value, label: t(`profile.${value}`) }))}
    />
  )
}
