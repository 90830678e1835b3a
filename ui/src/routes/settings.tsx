import { useQuery } from '@tanstack/react-query'
import { IconDevices, IconFileImport, IconKey, IconLock, IconPlayerPause, IconShieldCheck, IconShieldLock, IconTrash, IconWorldUpload } from '@tabler/icons-react'
import { TodaySettings } from '@/features/agenda/TodaySettings'
import { AboutSettings } from '@/features/profile/AboutSettings'
import { InstallSettings } from '@/features/profile/InstallSettings'
import { KeyboardSettings } from '@/features/profile/KeyboardSettings'
import { SchemeChoice } from '@/features/profile/SchemeChoice'
import { TimeSettings } from '@/features/profile/TimeSettings'
import { UnitSettings } from '@/features/profile/UnitSettings'
import { YouSettings } from '@/features/profile/YouSettings'
import { meQuery } from '@/features/profile/profile.queries'
import { SignOutButton } from '@/features/session/SignOutButton'
import { instanceQuery } from '@/features/session/session.queries'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { SettingsGroup, SettingsLink, SettingsRow } from '@/ui/SettingsGroup'
import { Top } from '@/ui/Shell'
import { ListSkeleton } from '@/ui/Skeleton'
import { usePageTitle } from '@/ui/use-page-title'
import { useLeave } from './use-leave'

/** Everything that can be set, in groups; each setting saves by itself. */
export default function SettingsPage() {
  const { t } = useWords()
  usePageTitle(t('app.settings'))
  const me = useQuery(meQuery)
  return (
    <>
      <Top title={t('app.settings')} />
      <header style={{ margin: '8px 0 28px' }}>
        <h1 className="h1">{t('app.settings')}</h1>
        <p className="dim" style={{ marginTop: 6 }}>
          {t('profile.lead')}
        </p>
      </header>
      <div className="settings-groups">
        <div className="settings-column">
          {me.data ? (
            <>
              <YouSettings me={me.data} />
              <TimeSettings me={me.data} />
              <UnitSettings me={me.data} />
            </>
          ) : me.error ? (
            <LoadError error={me.error} onRetry={() => void me.refetch()} />
          ) : (
            <ListSkeleton rows={5} />
          )}
          <SettingsGroup title={t('profile.look')} text={t('profile.lookText')}>
            <SettingsRow>
              <SchemeChoice />
            </SettingsRow>
          </SettingsGroup>
          {me.data && <TodaySettings person={me.data.id} />}
        </div>
        <div className="settings-column">
          <SecuritySettings />
          <PrivacySettings />
          <DataSettings />
          <InstallSettings />
          <KeyboardSettings />
          <About />
          <Account email={me.data?.email} />
        </div>
      </div>
    </>
  )
}

function SecuritySettings() {
  const { t } = useWords()
  return (
    <SettingsGroup title={t('devices.security')}>
      <SettingsLink to="/settings/devices" icon={IconDevices} color="dusk" title={t('devices.title')} text={t('devices.link')} />
      <SettingsLink to="/settings/password" icon={IconLock} color="heather" title={t('password.title')} text={t('password.link')} />
      <SettingsLink to="/settings/tokens" icon={IconKey} color="honey" title={t('tokens.title')} text={t('tokens.link')} />
      <SettingsLink to="/settings/log" icon={IconShieldCheck} color="sage" title={t('privacy.log.title')} text={t('privacy.log.link')} />
    </SettingsGroup>
  )
}

function PrivacySettings() {
  const { t } = useWords()
  return (
    <SettingsGroup title={t('privacy.title')}>
      <SettingsLink to="/settings/privacy" icon={IconShieldLock} color="moss" title={t('privacy.consent')} text={t('privacy.link')} />
      <SettingsLink to="/settings/outbound" icon={IconWorldUpload} color="lagoon" title={t('privacy.outbound')} text={t('privacy.outboundLink')} />
    </SettingsGroup>
  )
}

function DataSettings() {
  const { t } = useWords()
  return (
    <>
      <SettingsGroup title={t('profile.data')}>
        <SettingsLink to="/imports" icon={IconFileImport} color="lagoon" title={t('imports.title')} text={t('profile.importText')} />
        <SettingsLink to="/habits" search={{ show: 'deleted' }} icon={IconTrash} color="rose" title={t('profile.deleted')} text={t('profile.deletedText')} />
      </SettingsGroup>
      <SettingsGroup title={t('pauses.title')}>
        <SettingsLink to="/pauses" icon={IconPlayerPause} color="clay" title={t('pauses.pauseAll')} text={t('profile.pausesText')} />
      </SettingsGroup>
    </>
  )
}

function About() {
  const instance = useQuery(instanceQuery)
  return <AboutSettings version={instance.data?.version} />
}

function Account({ email }: { email: string | undefined }) {
  const { t } = useWords()
  const { leave, isLeaving } = useLeave()
  return (
    <SettingsGroup title={t('profile.account')}>
      <SettingsRow>
        {email && <p style={{ marginBottom: 12, overflowWrap: 'anywhere' }}>{t('profile.signedInAs', { email })}</p>}
        <SignOutButton onLeave={leave} leaving={isLeaving} />
      </SettingsRow>
    </SettingsGroup>
  )
}
