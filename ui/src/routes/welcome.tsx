import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import type { Flow } from '@/features/onboarding/WizardFrame'
import { after, before, stepIn } from '@/features/onboarding/steps'
import { useUpload } from '@/features/imports/use-upload'
import { type ProfileChange, meQuery, useUpdateMe } from '@/features/profile/profile.queries'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { DayStep, HelloStep, UnitsStep, ZoneStep } from './welcome-questions'
import { DoneStep, HabitsStep, HistoryStep } from './welcome-steps'

/** The first steps of a person. The step, and the import begun on the way, are part of the address. */
export default function WelcomePage() {
  const search = useSearch({ from: '/shell/welcome' })
  const step = stepIn(search.step)
  const navigate = useNavigate()
  const { history } = useRouter()
  const me = useQuery(meQuery)
  const update = useUpdateMe()
  const upload = useUpload((id) => void navigate({ to: '/welcome', search: (old) => ({ ...old, import: id }), replace: true }))

  if (!me.data) return <Loading error={me.error} onRetry={() => void me.refetch()} />
  const person = me.data

  const show = (next: string, replace = false) => {
    update.reset()
    void navigate({ to: '/welcome', search: (old) => ({ ...old, step: next }), replace })
  }
  const goOn = () => show(after(step))
  const change = (wanted: ProfileChange, then: () => void) => {
    const news = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => person[key as keyof ProfileChange] !== value))
    if (Object.keys(news).length === 0) then()
    else update.mutate(news, { onSuccess: then })
  }
  const previous = before(step)
  const goBack = (to: string) => (history.canGoBack() ? history.back() : show(to, true))
  const flow: Flow = {
    step,
    back: previous && step !== 'done' ? () => goBack(previous) : null,
    skip: () => change({ onboarded: true }, () => void navigate({ to: '/' })),
    isSaving: update.isPending,
    error: update.error,
  }
  const question = { me: person, flow, onAnswer: (answer: ProfileChange) => change(answer, goOn) }
  const finish = (then: () => void) => change({ onboarded: true }, then)
  switch (step) {
    case 'hello':
      return <HelloStep key={step} {...question} />
    case 'zone':
      return <ZoneStep key={step} {...question} />
    case 'day':
      return <DayStep key={step} {...question} />
    case 'units':
      return <UnitsStep key={step} {...question} />
    case 'history':
      return <HistoryStep key={step} flow={flow} upload={upload} id={search.import} onNext={goOn} />
    case 'habits':
      return <HabitsStep key={step} flow={flow} id={search.import} onNext={() => finish(goOn)} onOwn={() => finish(() => void navigate({ to: '/habits/new' }))} />
    case 'done':
      return <DoneStep key={step} flow={flow} id={search.import} name={person.name} onNext={() => finish(() => void navigate({ to: '/' }))} />
  }
}

function Loading({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  return <main style={{ padding: 20, maxWidth: 660, margin: '60px auto 0' }}>{error ? <LoadError error={error} onRetry={onRetry} /> : <ListSkeleton />}</main>
}
