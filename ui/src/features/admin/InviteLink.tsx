import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { endText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import type { InviteMade } from './admin-types'
import { copyText } from './copy'

/** A link that was just made: the one time it can be read. */
export function InviteLink({ made: { invite, link }, onClose }: { made: InviteMade; onClose: () => void }) {
  const { t, language } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'copied' | 'notCopied' | null>(null)
  /* The button that was pressed is gone. */
  useEffect(() => field.current?.focus(), [])
  const copy = async () => {
    const isCopied = await copyText(link)
    setState(isCopied ? 'copied' : 'notCopied')
    if (!isCopied) field.current?.select()
  }
  const { email, ends_at: ends, role } = invite
  const leavesMessage = email !== null && role !== 'admin'
  const forWhom = leavesMessage ? 'bound' : 'boundAdmin'
  return (
    <div className="stack">
      <TextInput
        ref={field}
        readOnly
        label={t('admin.invites.link')}
        description={t('admin.invites.once')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="light" leftSection={state === 'copied' ? <IconCheck size={18} stroke={2.2} aria-hidden /> : <IconCopy size={18} stroke={1.75} aria-hidden />} onClick={() => void copy()}>
        {t(state === 'copied' ? 'admin.copied' : 'admin.copy')}
      </Button>
      <p role="status" className={state === 'notCopied' ? 'sm' : 'sr'}>
        {state && t(`admin.${state}`)}
      </p>
      <p className="dim sm admin-ask">
        {email === null ? t('admin.invites.unbound', { when: endText(t, ends, language) }) : t(`admin.invites.${forWhom}`, { email })}
      </p>
      {/^https?:\/\/localhost[:/]/.test(link) && <p className="dim sm admin-ask">{t('admin.invites.near')}</p>}
      {leavesMessage && (
        <Link to="/admin/messages" className="link" onClick={onClose}>
          {t('admin.invites.toMessages')}
        </Link>
      )}
      <Button onClick={onClose}>{t('admin.invites.close')}</Button>
    </div>
  )
}
