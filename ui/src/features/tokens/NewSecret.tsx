import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconEyeOff } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { TokenScope } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { exampleOf } from './example'
import './tokens.css'

interface NewSecretProps {
  secret: string
  scopes: readonly TokenScope[]
  onDone: () => void
}

/** The secret of a token that was just made: shown this once. */
export function NewSecret({ secret, scopes, onDone }: NewSecretProps) {
  const { t } = useWords()
  const { copy, copied, error } = useClipboard({ timeout: 4_000 })
  const example = exampleOf(secret, scopes, browserZone())
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <section className="soft stack" aria-labelledby="new-secret">
      <h2 className="h2" id="new-secret" tabIndex={-1} ref={head} style={{ outline: 'none' }}>
        {t('tokens.made')}
      </h2>
      <div className="note tinted p-honey">
        <IconEyeOff size={20} stroke={1.75} aria-hidden />
        <span>{t('tokens.once')}</span>
      </div>
      <TextInput
        className="token-secret"
        label={t('tokens.secret')}
        value={secret}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="row wrap">
        <Button
          leftSection={copied ? <IconCheck size={18} stroke={2.2} aria-hidden /> : <IconCopy size={18} stroke={1.75} aria-hidden />}
          onClick={() => copy(secret)}
        >
          {t('tokens.copy')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('tokens.done')}
        </Button>
        <span className="sm dim" role="status">
          {copied ? t('tokens.copied') : error ? t('tokens.notCopied') : ''}
        </span>
      </div>
      {example && (
        <div>
          <p className="sm dim">{t(scopes.includes('check-in') ? 'tokens.exampleTick' : 'tokens.exampleRead')}</p>
          <pre className="token-code">
            <code>{example}</code>
          </pre>
          <p className="sm dim" style={{ marginTop: 8 }}>
            {t('tokens.shortcut')}
          </p>
        </div>
      )}
    </section>
  )
}
