import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { currentPause } from '@/api/pause'
import { ApiProblem } from '@/api/problem'
import { PausedView } from '@/features/session/PausedView'
import { useTryAgain } from '@/features/session/session.queries'

/** Where somebody who is signed in ends up while their account is paused. What this device keeps of them stays. */
export default function PausedPage() {
  const navigate = useNavigate()
  const [pause] = useState(() => currentPause() ?? {})
  const again = useTryAgain()
  const [error, setError] = useState<Error | null>(null)
  const { mutate } = again
  const goOn = (isIn: boolean) => {
    if (isIn) void navigate({ to: '/', replace: true })
    else if (currentPause() === null) void navigate({ to: '/sign-in', replace: true })
    return isIn
  }
  /* Somebody who comes back may be let in again; whoever is not need not be told twice. */
  useEffect(() => {
    mutate(undefined, { onSuccess: goOn })
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [mutate])
  const onAgain = () => {
    setError(null)
    mutate(undefined, {
      onSuccess: (isIn) => {
        if (!goOn(isIn)) setError(new ApiProblem(403, { code: 'account_disabled' }))
      },
      onError: setError,
    })
  }
  return <PausedView pause={pause} onAgain={onAgain} isTrying={again.isPending} error={error} onBack={() => void navigate({ to: '/sign-in' })} />
}
