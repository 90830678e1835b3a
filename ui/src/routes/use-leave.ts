import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useKeptLooks } from '@/features/profile/kept-looks'
import { useSignOut } from '@/features/session/session.queries'
import { hideToast } from '@/ui/toast-store'

/** Signs out and shows the way back in; language and colours of this device stay. */
export function useLeave() {
  const signOut = useSignOut()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const keepLooks = useKeptLooks()
  const leave = () =>
    signOut.mutate(undefined, {
      onSettled: () => {
        hideToast()
        keepLooks()
        void navigate({ to: '/sign-in' }).then(() => cache.removeQueries())
      },
    })
  return { leave, isLeaving: signOut.isPending }
}
