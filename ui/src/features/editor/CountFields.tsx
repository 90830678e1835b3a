import type { ReactNode } from 'react'
import type { Kind } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import { type Count, type Draft, settled } from './draft'

interface CountFieldsProps {
  draft: Draft
  exists: boolean
  onKind: (kind: Kind) => void
  onCount: (count: Count) => void
  /** The name, between what it is and how it is counted. */
  children: ReactNode
}

const BUILD: Count[] = ['check', 'steps', 'amount', 'minutes']
const QUIT: Count[] = ['check', 'amount', 'minutes']

/** Whether it is built or quit, and how it is counted. Of a habit that is there, only a checklist may come or go. */
export function CountFields({ draft, exists, onKind, onCount, children }: CountFieldsProps) {
  const { t } = useWords()
  const { kind, count } = settled(draft)
  const counts = exists ? (kind === 'build' && (count === 'check' || count === 'steps') ? BUILD.slice(0, 2) : []) : kind === 'build' ? BUILD : QUIT
  return (
    <>
      {!exists && (
        <Choices
          legend={t('habit.kind')}
          name="kind"
          value={kind}
          onChange={onKind}
          options={[
            { value: 'build', label: t('habit.kinds.build') },
            { value: 'quit', label: t('habit.kinds.quit') },
          ]}
        />
      )}
      {children}
      {counts.length > 0 && (
        <Choices
          legend={t('habit.measure')}
          name="count"
          value={count}
          onChange={onCount}
          options={counts.map((value) => ({ value, label: kind === 'quit' && value !== 'steps' ? t(`habit.limits.${value}`) : t(`habit.counts.${value}`) }))}
        />
      )}
    </>
  )
}
