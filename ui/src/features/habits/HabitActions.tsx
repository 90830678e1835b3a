import { Button } from '@mantine/core'
import { IconArchive, IconArrowBackUp, IconPencil, IconPlayerPause, IconTrash } from '@tabler/icons-react'
import type { HabitRead } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { ButtonLink } from '@/ui/links'
import { useMoves } from './use-moves'

interface HabitActionsProps {
  habit: HabitRead
  /** Without the way to edit it, where that stands by itself. */
  withoutEdit?: boolean
  /** Called when it was deleted: there is nothing left to show. */
  onDeleted?: () => void
}

const ICON = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** Edit, pause, archive or restore, delete. */
export function HabitActions({ habit, withoutEdit = false, onDeleted }: HabitActionsProps) {
  const { t } = useWords()
  const move = useMoves()
  const archived = habit.archived_at !== null
  return (
    <div className="habit-acts" role="group" aria-label={t('habits.actions', { name: habit.name })}>
      {!withoutEdit && (
        <ButtonLink to="/habits/$id/edit" params={{ id: habit.id }} variant="default" leftSection={<IconPencil {...ICON} />}>
          {t('habits.edit')}
        </ButtonLink>
      )}
      {archived ? (
        <Button variant="default" leftSection={<IconArrowBackUp {...ICON} />} onClick={() => move(habit, 'restore')}>
          {t('habits.restore')}
        </Button>
      ) : (
        <>
          <ButtonLink to="/pauses" search={{ habit: habit.id }} variant="default" leftSection={<IconPlayerPause {...ICON} />}>
            {t('habits.pause')}
          </ButtonLink>
          <Button variant="default" leftSection={<IconArchive {...ICON} />} onClick={() => move(habit, 'archive')}>
            {t('habits.archive')}
          </Button>
        </>
      )}
      <Button variant="subtle" color="rose" leftSection={<IconTrash {...ICON} />} onClick={() => move(habit, 'delete', onDeleted)}>
        {t('habits.delete')}
      </Button>
    </div>
  )
}
