import { useWords } from '@/i18n/use-words'
import { problemWords } from '@/ui/problem-words'
import { showToast } from '@/ui/toast-store'
import { type Move, type Moving, useMoveHabit } from './habits.queries'

const BACK: Record<Move, Move> = { archive: 'restore', restore: 'archive', delete: 'undelete', undelete: 'delete' }

/** Moves a habit between the list, the archive and the bin; each says what happened and offers to take it back. */
export function useMoves() {
  const { t } = useWords()
  const title = ({ habit, move }: Moving) => t(`habits.moved.${move}`, { name: habit.name })
  const refuse = (error: Error, { habit }: Moving) =>
    showToast({ tone: 'problem', title: t('agenda.toast.failed', { name: habit.name }), text: problemWords(t, error) })
  const undo = useMoveHabit((moving) => showToast({ tone: 'done', title: title(moving) }), refuse)
  const { mutate } = useMoveHabit((moving) => {
    const { habit, move, onDone } = moving
    const run = () => undo.mutate({ habit, move: BACK[move] })
    showToast({ tone: 'done', title: title(moving), action: { label: t('agenda.toast.undo'), run } })
    onDone?.()
  }, refuse)
  return (habit: Moving['habit'], move: Move, onDone?: () => void) => mutate({ habit, move, onDone })
}
