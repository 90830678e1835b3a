import { Button } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { Suspense, lazy, useState } from 'react'
import { withWords } from '@/i18n/i18n'
import { useWords } from '@/i18n/use-words'
import { useOutbox } from '@/ui/use-outbox'

const UnsentDialog = lazy(withWords(() => import('./UnsentDialog')))

interface SignOutButtonProps {
  /** Signs out for good. */
  onLeave: () => void
  leaving: boolean
}

/** Signs out; asks first when changes on this device would be lost by it. */
export function SignOutButton({ onLeave, leaving }: SignOutButtonProps) {
  const { t } = useWords()
  const { waiting, parked, others } = useOutbox()
  const [asking, setAsking] = useState(false)
  const isUnsent = waiting.length + parked.length + others > 0
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLogout size={18} stroke={1.75} aria-hidden />}
        onClick={() => (isUnsent ? setAsking(true) : onLeave())}
        loading={leaving}
      >
        {t('profile.signOut')}
      </Button>
      {asking && (
        <Suspense>
          <UnsentDialog onClose={() => setAsking(false)} onLeave={onLeave} />
        </Suspense>
      )}
    </>
  )
}
