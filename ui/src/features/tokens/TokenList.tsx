import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { TokenRead } from '@/api/types'
import { list } from '@/i18n/format'
import { endText, momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { showToast } from '@/ui/toast-store'
import { useRevokeToken } from './tokens.queries'

/** The tokens there are, each to be taken back. */
export function TokenList({ tokens }: { tokens: TokenRead[] }) {
  const { t } = useWords()
  const [asked, setAsked] = useState<TokenRead | null>(null)
  if (tokens.length === 0) return <p className="dim">{t('tokens.none')}</p>
  return (
    <>
      <ul className="list">
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setAsked(token)} />
        ))}
      </ul>
      {asked && <RevokeDialog token={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

const hasEnded = ({ ends_at }: TokenRead): boolean => ends_at !== null && Date.parse(ends_at) <= Date.now()

function TokenRow({ token, onRevoke }: { token: TokenRead; onRevoke: () => void }) {
  const { t, language } = useWords()
  const { name, scopes, ends_at: endsAt, last_used_at: usedAt } = token
  const isOver = hasEnded(token)
  return (
    <li className="li wrap">
      <span className={`tile tinted p-${isOver ? 'clay' : 'honey'}`} style={{ width: 44, height: 44, borderRadius: 15 }}>
        <IconKey size={23} stroke={1.75} aria-hidden />
      </span>
      <div className="grow" style={{ flexBasis: '10rem' }}>
        <div className="nm" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </div>
        <div className="meta n">
          <span>{list(scopes.map((scope) => t(`tokens.scopes.${scope}.name`)), language)}</span>
          <span>{isOver ? t('tokens.over') : endsAt ? t('tokens.ends', { when: endText(t, endsAt, language) }) : t('tokens.noEnd')}</span>
          <span>{usedAt ? t('tokens.used', { when: momentText(t, usedAt, language) }) : t('tokens.neverUsed')}</span>
        </div>
      </div>
      <Button variant="default" ml="auto" aria-label={t('tokens.revokeNamed', { name })} onClick={onRevoke}>
        {t('tokens.revoke')}
      </Button>
    </li>
  )
}

function RevokeDialog({ token: { id, name }, onClose }: { token: TokenRead; onClose: () => void }) {
  const { t } = useWords()
  const revoke = useRevokeToken()
  const confirm = () =>
    revoke.mutate(id, {
      onSuccess: () => {
        showToast({ tone: 'done', title: t('tokens.revoked', { name }) })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      title={t('tokens.ask', { name })}
      verb={t('tokens.revoke')}
      stay={t('tokens.keep')}
      onConfirm={confirm}
      onClose={onClose}
      isBusy={revoke.isPending}
      error={revoke.error}
    >
      <p>{t('tokens.askText')}</p>
    </ConfirmDialog>
  )
}
