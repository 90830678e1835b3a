import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { SettingsGroup, SettingsRow } from '@/ui/SettingsGroup'
import { focusFirstFault } from '@/ui/focus-fault'
import type { Registration, Server } from './admin-types'
import { useChangeServer } from './server.queries'
import { useTold } from './use-told'

const MODES = ['invite', 'open', 'closed'] as const satisfies readonly Registration[]
const NAME_MAX = 60

/** How this server is called, and who may join it. */
export function ServerForm({ server }: { server: Server }) {
  const { t } = useWords()
  return (
    <>
      <SettingsGroup title={t('admin.settings.general')}>
        <SettingsRow>
          <NameForm name={server.name} />
        </SettingsRow>
      </SettingsGroup>
      <SettingsGroup title={t('admin.settings.who')}>
        <SettingsRow>
          <ModeField value={server.registration} />
        </SettingsRow>
      </SettingsGroup>
    </>
  )
}

function NameForm({ name }: { name: string }) {
  const { t } = useWords()
  const change = useChangeServer()
  const told = useTold()
  const [typed, setTyped] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const wanted = (typed ?? name).trim()
  const isWrong = wanted === '' || Array.from(wanted).length > NAME_MAX
  const onSuccess = () => {
    setTyped(null)
    told.done(t('admin.settings.saved'))
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWrong) focusFirstFault()
    else change.mutate({ name: wanted }, { onSuccess, onError: told.failed })
  }
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <TextInput
        label={t('admin.settings.name')}
        description={t('admin.settings.nameHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={typed ?? name}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={tried && isWrong && t('admin.settings.nameFault')}
      />
      <div>
        <Button type="submit" loading={change.isPending} disabled={wanted === name}>
          {t('admin.settings.save')}
        </Button>
      </div>
    </form>
  )
}

/** Saved as soon as it is chosen. */
function ModeField({ value }: { value: Registration }) {
  const { t } = useWords()
  const change = useChangeServer()
  const told = useTold()
  const choose = (registration: Registration) =>
    change.mutate({ registration }, { onSuccess: () => told.done(t('admin.settings.saved')), onError: told.failed })
  return (
    <fieldset className="admin-modes">
      <legend className="sr">{t('admin.settings.who')}</legend>
      {MODES.map((mode) => (
        <div key={mode} className="admin-mode">
          <input type="radio" id={`mode-${mode}`} name="registration" value={mode} checked={mode === value} onChange={() => choose(mode)} />
          <label htmlFor={`mode-${mode}`}>
            <span className="b">{t(`admin.settings.modes.${mode}`)}</span>
            <span className="sm dim">{t(`admin.settings.modes.${mode}Text`)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  )
}
