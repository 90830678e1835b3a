import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { clockTime } from '@/i18n/format'
import { useWords } from '@/i18n/use-words'
import { browserZone } from '@/lib/day'
import { cityOf } from '@/lib/zones'
import { ZoneSearch } from '@/ui/ZoneSearch'

interface ZoneFieldProps {
  value: string
  onChange: (zone: string) => void
  error?: ReactNode
}

/** Where the person is: what their clock says there, and another zone by search. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const { t, language } = useWords()
  const now = useMinutes()
  const here = browserZone()
  return (
    <div>
      <ZoneSearch label={t('profile.zone')} value={value} onChange={onChange} error={error} />
      <p className="h3 n" style={{ marginTop: 10 }}>
        {t('profile.zones.clock', { time: clockTime(now, language, value) })}
      </p>
      {here !== value && (
        <Button variant="subtle" px={0} onClick={() => onChange(here)}>
          {t('profile.zones.useDevice', { city: cityOf(here) })}
        </Button>
      )}
    </div>
  )
}

/** The instant, told anew often enough for a clock without seconds. */
function useMinutes(): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 5_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
