import { useWords } from '@/i18n/use-words'

interface ProgressProps {
  label: string
  /** From 0 to 1. */
  share: number
}

/** A bar with its percentage; read out as its label. */
export function Progress({ label, share }: ProgressProps) {
  const { t } = useWords()
  const whole = Math.floor(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div>
      <div className="row between" aria-hidden="true" style={{ marginBottom: 8 }}>
        <span>{label}</span>
        <span className="n dim">{t('imports.percent', { percent: whole })}</span>
      </div>
      <span className="bar" role="progressbar" aria-label={label} aria-valuenow={whole} aria-valuemin={0} aria-valuemax={100}>
        <i style={{ width: `${String(whole)}%`, background: 'var(--hb-accent)' }} />
      </span>
    </div>
  )
}
