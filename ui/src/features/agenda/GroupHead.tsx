import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '@/i18n/use-words'
import type { AgendaGroup } from './sections'
import type { Folding } from './today-view'

interface GroupHeadProps {
  title: string
  group: AgendaGroup
  compact: boolean
  folding: Folding | undefined
  children: ReactNode
}

/** A group's name, which folds it where that is possible, and how much of it is done. */
export function GroupHead({ title, group, compact, folding, children }: GroupHeadProps) {
  const { t } = useWords()
  const { key, due, done } = group
  return (
    <div className="sech">
      <h2 className={compact ? 'sm b' : 'h2'}>
        {folding ? (
          <button type="button" className="fold" aria-expanded={!folding.folded.includes(key)} onClick={() => folding.onFold(key)}>
            {title}
            <IconChevronDown size={20} stroke={1.75} aria-hidden />
          </button>
        ) : (
          title
        )}
      </h2>
      <span className="agenda-end">
        {due > 0 && <span className="sm dim n">{t('agenda.count', { done, due })}</span>}
        {children}
      </span>
    </div>
  )
}
