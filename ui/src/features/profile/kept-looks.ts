import { i18n, speak } from '@/i18n/i18n'
import { useScheme } from '@/ui/use-scheme'

/** Writes this device's colours and language down again: signing out clears the browser's storage. */
export function useKeptLooks(): () => void {
  const { colorScheme, setColorScheme } = useScheme()
  return () => {
    setColorScheme(colorScheme)
    void speak(i18n.language)
  }
}
