import { Button } from '@mantine/core'
import { useWords } from '@/i18n/use-words'
import { FormProblem } from '@/ui/FormProblem'
import { ListSkeleton } from '@/ui/Skeleton'
import { showToast } from '@/ui/toast-store'
import { StarterList } from './StarterList'
import { useStarters } from './use-starters'

/** Habits to begin with: one tap chooses one, several can be taken together. */
export default function StarterPicker() {
  const { t } = useWords()
  const { starters, count, isChosen, toggle, take, isTaking, error } = useStarters()
  if (!starters) return <ListSkeleton rows={4} />
  const submit = () => take((taken) => showToast({ tone: 'done', title: t('starters.added', { count: taken }) }))
  return (
    <section className="sec narrow" aria-labelledby="starters">
      <h2 className="h2" id="starters">
        {t('starters.title')}
      </h2>
      <p className="dim sm" style={{ margin: '4px 0 12px' }}>
        {t('starters.hint')}
      </p>
      <StarterList starters={starters} isChosen={isChosen} onToggle={toggle} />
      <FormProblem error={error} />
      {count > 0 && (
        <div className="starters-add">
          <Button size="lg" fullWidth loading={isTaking} onClick={submit}>
            {t('starters.add', { count })}
          </Button>
        </div>
      )}
    </section>
  )
}
