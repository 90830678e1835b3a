import { Link } from '@tanstack/react-router'
import { IconChevronRight, IconFileText } from '@tabler/icons-react'
import type { ImportRead } from '@/api/types'
import { instantDay } from './instant-day'
import { number } from '@/i18n/format'
import { type Translate, useWords } from '@/i18n/use-words'
import { daysOf } from './import-types'
import './imports.css'

/** Earlier imports, newest first; nothing without any. */
export function ImportList({ imports }: { imports: ImportRead[] }) {
  const { t } = useWords()
  if (imports.length === 0) return null
  return (
    <section className="sec" aria-labelledby="earlier-imports">
      <h2 className="h2" id="earlier-imports" style={{ marginBottom: 12 }}>
        {t('imports.earlier')}
      </h2>
      <ul className="list">
        {imports.map((one) => (
          <ImportLine key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function ImportLine({ one }: { one: ImportRead }) {
  const { t, language } = useWords()
  return (
    <li className="import-item">
      <Link to="/imports/$id" params={{ id: one.id }} className="li import-row">
        <span className="tile tinted p-lagoon" style={{ width: 44, height: 44, borderRadius: 15 }}>
          <IconFileText size={23} stroke={1.75} aria-hidden />
        </span>
        <span className="grow">
          <span className="nm file-name" style={{ display: 'block' }}>
            {one.file_name}
          </span>
          <span className="meta n">
            <span>{stateWords(t, language, one)}</span>
            <span>{instantDay(one.created_at, language)}</span>
          </span>
        </span>
        <IconChevronRight size={20} stroke={1.75} color="var(--hb-dim)" aria-hidden />
      </Link>
    </li>
  )
}

function stateWords(t: Translate, language: string, { state, percent, report }: ImportRead): string {
  if (state === 'done' && report) return t('imports.states.done', { count: daysOf(report), figure: number(daysOf(report), language) })
  if (state === 'done') return t('imports.states.doneOnly')
  return t(`imports.states.${state}`, { percent })
}
