import type { Pause } from '@/api/pause'
import { PausedView } from './PausedView'
import { type Credentials, useSignIn } from './session.queries'

/** A sign-in that was right but did not get in. */
export interface PausedTry {
  pause: Pause
  /** Kept as long as the page is open, so that trying again needs no typing. */
  credentials: Credentials
}

interface PausedSignInProps {
  paused: PausedTry
  onSignedIn: () => void
  onBack: () => void
}

/** The account is paused: trying again is the same sign-in once more. */
export function PausedSignIn({ paused: { pause, credentials }, onSignedIn, onBack }: PausedSignInProps) {
  const signIn = useSignIn()
  return (
    <PausedView
      pause={pause}
      onAgain={() => signIn.mutate(credentials, { onSuccess: onSignedIn })}
      isTrying={signIn.isPending}
      error={signIn.error}
      onBack={onBack}
    />
  )
}
