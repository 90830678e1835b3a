import { useNavigate } from '@tanstack/react-router'
import { Suspense, lazy, useCallback, useEffect, useState } from 'react'
import { type Place, useKeys } from '@/features/palette/use-keys'
import { withWords } from '@/i18n/i18n'
import { type Over, showOver, useOver } from '@/ui/over-store'
import { useStepUp } from '@/ui/use-step-up'

const PalettePage = lazy(withWords(() => import('./palette')))
const ShortcutList = lazy(withWords(() => import('@/features/palette/ShortcutList')))
const StepUpDialog = lazy(withWords(() => import('@/features/session/StepUpDialog')))

const PATHS = { today: '/', calendar: '/calendar', habits: '/habits', settings: '/settings' } as const satisfies Record<Place, string>

const close = (): void => showOver(null)

/** What can lie over every page: search, shortcuts, and the question for the password; loaded when first called. */
export function Overlays() {
  const over = useOver()
  const isStepUp = useStepUp()
  const [used, setUsed] = useState<readonly Over[]>([])
  if (over && !used.includes(over)) setUsed([...used, over])
  const navigate = useNavigate()
  const go = useCallback((place: Place) => void navigate({ to: PATHS[place] }), [navigate])
  useKeys(go)
  useEffect(() => close, [])
  return (
    <Suspense>
      {used.includes('search') && <PalettePage opened={over === 'search'} onClose={close} />}
      {used.includes('shortcuts') && <ShortcutList opened={over === 'shortcuts'} onClose={close} />}
      {isStepUp && <StepUpDialog />}
    </Suspense>
  )
}
