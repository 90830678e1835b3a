import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ImportReport } from '@/api/types'
import { number } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { Part } from './Part'
import { rowWords } from './import-words'

const AT_FIRST = 10

interface RefusedRowsProps {
  rows: ImportReport['refused']
  /** How many there are; `rows` may be the first of them. */
  total: number
}

/** Rows of the file that could not be read: where they are and what is wrong with them. */
export function RefusedRows({ rows, total }: RefusedRowsProps) {
  const { t, language } = useWords()
  const [all, setAll] = useState(false)
  if (rows.length === 0) return null
  const shown = all ? rows : rows.slice(0, AT_FIRST)
  const unlisted = Math.max(0, total - rows.length)
  return (
    <Part title={t('imports.parts.refused')}>
      <p className="sm dim" style={{ marginBottom: 10 }}>
        {t('imports.refusedText')}
      </p>
      <ul className="list lines">
        {shown.map((row, place) => (
          <li key={`${String(place)} ${row.file} ${String(row.line)}`}>
            <RowReason code={row.code} reason={row.reason} />
            <p className="sm dim n">{t('imports.place', { file: row.file, line: number(row.line, language) })}</p>
          </li>
        ))}
        {all && unlisted > 0 && <li className="dim">{t('imports.unlisted', { count: unlisted, figure: number(unlisted, language) })}</li>}
      </ul>
      {!all && rows.length > AT_FIRST && (
        <Button variant="subtle" mt={8} onClick={() => setAll(true)}>
          {t('imports.showAll', { figure: number(rows.length, language) })}
        </Button>
      )}
    </Part>
  )
}

/** In our own words by its code; one that we do not know in the server's. */
function RowReason({ code, reason }: { code: string; reason: string }) {
  const { t } = useWords()
  const words = rowWords(t, code)
  return words ? <p>{words}</p> : <p lang="en">{reason}</p>
}
