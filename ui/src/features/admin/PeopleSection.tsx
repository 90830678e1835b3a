import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isStepUpNeeded } from '@/api/step-up'
import { useWords } from '@/i18n/use-words'
import { LoadError } from '@/ui/ErrorCard'
import { ListSkeleton } from '@/ui/Skeleton'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { useWide } from '@/ui/use-wide'
import { MoreButton } from './MoreButton'
import { PeopleCards } from './PeopleCards'
import { PeopleTable } from './PeopleTable'
import { PersonDialogs } from './PersonDialogs'
import type { AdminPerson } from './admin-types'
import { focusBack } from './focus'
import { openInvitesQuery } from './invites.queries'
import { peopleQuery, useResumePerson } from './people.queries'
import { type Act, type Asked, PEOPLE_HEAD, handleOf } from './person-acts'

const TYPING_MS = 200

/** Everybody on this server, and what can be done with their accounts. `me` is the id of who looks. */
export function PeopleSection({ me }: { me: string }) {
  const { t } = useWords()
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [searchFor] = useDebouncedValue(words.trim(), TYPING_MS)
  const people = useInfiniteQuery(peopleQuery(searchFor))
  const act = useAct(setAsked)
  const isSearched = searchFor !== '' || words !== '' || people.hasNextPage || (people.data?.pages.length ?? 0) > 1
  const close = () => {
    setAsked(null)
    if (asked) focusBack(handleOf(asked.person.id), PEOPLE_HEAD)
  }
  return (
    <section aria-labelledby={PEOPLE_HEAD}>
      <div className="sech">
        <h2 className="h2" id={PEOPLE_HEAD} tabIndex={-1}>
          {t('admin.people.title')}
        </h2>
      </div>
      {isSearched && (
        <div role="search" style={{ marginBottom: 12 }}>
          <TextInput
            type="search"
            aria-label={t('admin.people.search')}
            placeholder={t('admin.people.searchIn')}
            leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </div>
      )}
      {people.data ? (
        <PeopleShown people={people.data.pages.flatMap(({ items }) => items)} complete={!people.hasNextPage} words={searchFor} me={me} onAct={act} />
      ) : people.error ? (
        <LoadError error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <ListSkeleton rows={5} />
      )}
      <MoreButton query={people} />
      {asked && <PersonDialogs asked={asked} isMe={asked.person.id === me} onClose={close} />}
    </section>
  )
}

/** Does what is safe at once, and asks about the rest. */
function useAct(ask: (asked: Asked) => void): (act: Act, person: AdminPerson) => void {
  const { t } = useWords()
  const resume = useResumePerson()
  return (act, person) => {
    if (act !== 'resume') {
      ask({ act, person })
      return
    }
    const { name } = person
    resume.mutate(person, {
      onSuccess: () => showToast({ tone: 'done', title: t('admin.act.resumed', { name }), text: t('admin.act.resumedText') }),
      onError: (error) => !isStepUpNeeded(error) && showToast({ tone: 'problem', title: t('admin.failed'), text: problemWords(t, error) }),
    })
    focusBack(handleOf(person.id), PEOPLE_HEAD)
  }
}

interface PeopleShownProps {
  people: AdminPerson[]
  /** Whether there are no more. */
  complete: boolean
  words: string
  me: string
  onAct: (act: Act, person: AdminPerson) => void
}

function PeopleShown({ people, complete, words, ...rest }: PeopleShownProps) {
  const { t } = useWords()
  const isWide = useWide()
  const { data: invites = [] } = useQuery(openInvitesQuery)
  const fits = ({ email }: { email: string | null }) => email !== null && email.includes(words.toLowerCase())
  const invited = complete ? invites.filter(fits) : []
  const count = people.length + invited.length
  const List = isWide ? PeopleTable : PeopleCards
  return (
    <>
      {words !== '' && (
        <p className="sr" role="status">
          {complete && t('admin.people.found', { count })}
        </p>
      )}
      {count === 0 ? <p className="dim">{t('admin.people.none')}</p> : <List people={people} invited={invited} {...rest} />}
    </>
  )
}
