import { Button } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import type { AuditRead } from '@/api/types'
import { momentText } from '@/i18n/moments'
import { useWords } from '@/i18n/use-words'
import { isWorrying, logSentence } from './log-words'

interface SecurityLogProps {
  entries: AuditRead[]
  hasMore: boolean
  isLoading: boolean
  onMore: () => void
}

/** What happened with the account, newest first. */
export function SecurityLog({ entries, hasMore, isLoading, onMore }: SecurityLogProps) {
  const { t } = useWords()
  if (entries.length === 0) return <p className="dim">{t('privacy.log.empty')}</p>
  return (
    <>
      <ul className="list">
        {entries.map((entry, place) => (
          <LogRow key={`${entry.at} ${place}`} entry={entry} />
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" mt={16} loading={isLoading} onClick={onMore}>
          {t('privacy.log.more')}
        </Button>
      )}
    </>
  )
}

function LogRow({ entry }: { entry: AuditRead }) {
  const { t, language } = useWords()
  const worrying = isWorrying(entry)
  return (
    <li className="li">
      <span className={`tile tinted p-${worrying ? 'honey' : 'dusk'}`} style={{ width: 44, height: 44, borderRadius: 15 }}>
        {worrying ? <IconAlertTriangle size={23} stroke={1.75} aria-hidden /> : <IconShieldCheck size={23} stroke={1.75} aria-hidden />}
      </span>
      <div className="grow">
        <p style={{ overflowWrap: 'anywhere' }}>{logSentence(t, entry)}</p>
        {worrying && <p className="sm">{t('privacy.log.advice')}</p>}
        <div className="meta n">
          <span>{momentText(t, entry.at, language)}</span>
          {entry.address && <span>{t('privacy.log.from', { address: entry.address })}</span>}
        </div>
      </div>
    </li>
  )
}
