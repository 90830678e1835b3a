import { IconDeviceDesktop, IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSunHigh } from '@tabler/icons-react'
import type { Command } from '@/features/palette/palette-types'
import { useUpdateMe } from '@/features/profile/profile.queries'
import { LANGUAGES, speak } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { showOver } from '@/ui/over-store'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { useScheme } from '@/ui/use-scheme'

const SCHEMES = [
  { scheme: 'light', Icon: IconSunHigh },
  { scheme: 'dark', Icon: IconMoon },
  { scheme: 'auto', Icon: IconDeviceDesktop },
] as const

/** Colours, language, the list of shortcuts, and the way out. */
export function useActionCommands(leave: () => void): Command[] {
  const { t, language } = useWords()
  const { colorScheme, setColorScheme } = useScheme()
  const update = useUpdateMe()
  const ofSchemes = t('palette.words.scheme')
  const schemes = SCHEMES.filter(({ scheme }) => scheme !== colorScheme).map(
    ({ scheme, Icon }): Command => ({
      id: `scheme:${scheme}`,
      group: 'act',
      label: t(`palette.schemes.${scheme}`),
      keywords: ofSchemes,
      icon: <Icon size={20} stroke={1.75} />,
      run: () => setColorScheme(scheme),
    }),
  )
  const languages = LANGUAGES.filter((other) => other !== language).map(
    (other): Command => ({
      id: `language:${other}`,
      group: 'act',
      label: t('palette.speak', { language: t(`profile.languages.${other}`) }),
      keywords: t(`palette.words.languages.${other}`),
      icon: <IconLanguage size={20} stroke={1.75} />,
      run: () =>
        update.mutate(
          { language: other },
          {
            onSuccess: () => void speak(other),
            onError: (error) => showToast({ tone: 'problem', title: t('palette.notChanged'), text: problemWords(t, error) }),
          },
        ),
    }),
  )
  return [
    ...schemes,
    ...languages,
    { id: 'keys', group: 'act', label: t('shortcuts.title'), keywords: t('palette.words.keys'), icon: <IconKeyboard size={20} stroke={1.75} />, run: () => showOver('shortcuts') },
    { id: 'leave', group: 'act', label: t('profile.signOut'), keywords: t('palette.words.leave'), icon: <IconLogout size={20} stroke={1.75} />, leaves: true, run: leave },
  ]
}
