import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconUserPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import InviteDialog from '@/features/admin/InviteDialog'
import { OpenInvites } from '@/features/admin/OpenInvites'
import { PeopleSection } from '@/features/admin/PeopleSection'
import { SystemSection } from '@/features/admin/SystemSection'
import { peopleWords } from '@/features/admin/admin-words'
import { serverQueries } from '@/features/admin/server.queries'
import { meQuery } from '@/features/profile/profile.queries'
import { useWords } from '@/i18n/use-words'
import { Top } from '@/ui/Shell'
import { usePageTitle } from '@/ui/use-page-title'

export default function AdminPage() {
  const { t } = useWords()
  usePageTitle(t('admin.title'))
  const me = useQuery(meQuery)
  const server = useQuery(serverQueries.instance())
  const [inviting, setInviting] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setInviting(false)
    button.current?.focus()
  }
  return (
    <>
      <Top title={t('admin.title')} />
      <header className="admin-top">
        <div>
          <h1 className="h1">{t('admin.title')}</h1>
          <p className="dim" style={{ marginTop: 6, minHeight: '1.5em' }}>
            {server.data && peopleWords(t, server.data.people)}
          </p>
        </div>
        <Button ref={button} leftSection={<IconUserPlus size={20} stroke={1.75} aria-hidden />} onClick={() => setInviting(true)}>
          {t('admin.invites.invite')}
        </Button>
      </header>
      {me.data && <PeopleSection me={me.data.id} />}
      <div className="admin-halves">
        <SystemSection />
        <OpenInvites />
      </div>
      {inviting && <InviteDialog onClose={close} />}
    </>
  )
}
