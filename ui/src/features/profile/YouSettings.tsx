import { TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { Me } from '@/api/types'
import { speak } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { fieldProblems } from '@/ui/problem-words'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'
import { Saved } from './Saved'
import { LanguageField } from './fields'
import { useUpdateMe } from './profile.queries'
import { useSetting } from './use-setting'

/** The person's name and language. */
export function YouSettings({ me }: { me: Me }) {
  const { t } = useWords()
  return (
    <SettingsGroup title={t('profile.you')}>
      <SettingsRow>
        <NameSetting me={me} />
      </SettingsRow>
      <SettingsRow>
        <LanguageSetting me={me} />
      </SettingsRow>
    </SettingsGroup>
  )
}

function NameSetting({ me }: { me: Me }) {
  const { t } = useWords()
  const name = useSetting(me, 'name')
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? name.value
  const missing = shown.trim() ? null : t('fields.required')
  const save = (event: SyntheticEvent) => {
    event.preventDefault()
    if (typed === null || missing) return
    name.save(typed.trim())
    setTyped(null)
  }
  const problems = fieldProblems(t, name.error)
  return (
    <form noValidate onSubmit={save}>
      <TextInput
        label={t('profile.name')}
        autoComplete="name"
        maxLength={80}
        value={shown}
        onBlur={save}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={missing ?? problems['name']}
      />
      <Saved isSaved={name.isSaved && typed === null} undo={name.undo} error={problems['name'] ? null : name.error} />
    </form>
  )
}

/** Spoken as soon as it is saved; it needs no way back, the other one is beside it. */
function LanguageSetting({ me }: { me: Me }) {
  const update = useUpdateMe()
  return (
    <>
      <LanguageField
        value={update.isPending ? (update.variables.language ?? me.language) : me.language}
        onChange={(language) => update.mutate({ language }, { onSuccess: () => void speak(language) })}
      />
      <Saved isSaved={update.isSuccess} undo={null} error={update.error} />
    </>
  )
}
