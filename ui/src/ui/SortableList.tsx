import {
  type Announcements, DndContext, type DragEndEvent, KeyboardSensor, type Modifier, PointerSensor, closestCenter, useSensor, useSensors,
} from '@dnd-kit/core'
import { SortableContext, arrayMove, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import type { SortWords } from './sort-words'
import './sortable.css'

export interface SortableItem {
  id: string
  /** What it is called, on the row and in what is said aloud. */
  label: string
  /** What stands before the label: a picture, never text. */
  lead?: ReactNode
}

interface SortableListProps {
  items: SortableItem[]
  /** Called with all ids in their new order; the caller then hands the items back in that order. */
  onMove: (ids: string[]) => void
  /** From `useSortWords`. */
  words: SortWords
}

const onlyUpAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 })

/** How far the pointer goes before it drags: a tap on the handle is none. */
const DRAG_FROM_PX = 4

/**
 * A list put into order by dragging its handles, with the keyboard (Space lifts, arrows move, Space puts down, Escape
 * takes back), or with a button up and down. Every move is said aloud. Heavy: load it lazily.
 */
export default function SortableList({ items, onMove, words }: SortableListProps) {
  const [said, setSaid] = useState('')
  const over = useRef<string | number | null>(null)
  const [order, reorder] = useOrder(items.map(({ id }) => id))
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_FROM_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const label = (id: string | number) => items.find((item) => item.id === id)?.label ?? ''
  const place = (id: string | number) => order.indexOf(String(id)) + 1
  const move = (from: number, to: number) => {
    const id = order[from]
    if (id === undefined || to < 0 || to >= order.length || from === to) return
    const next = arrayMove(order, from, to)
    reorder(next)
    onMove(next)
  }
  const moveByButton = (from: number, to: number) => {
    move(from, to)
    setSaid(words.moved(label(order[from] ?? ''), to + 1, order.length))
  }
  const onDragEnd = ({ active, over: end }: DragEndEvent) => {
    if (end) move(place(active.id) - 1, place(end.id) - 1)
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      over.current = active.id
      return words.lifted(label(active.id), place(active.id), order.length)
    },
    /* It is over its own place from the start: only a change is told. */
    onDragOver: ({ active, over: now }) => {
      if (!now || now.id === over.current) return undefined
      over.current = now.id
      return words.moved(label(active.id), place(now.id), order.length)
    },
    onDragEnd: ({ active, over: end }) => words.dropped(label(active.id), place((end ?? active).id), order.length),
    onDragCancel: ({ active }) => words.cancelled(label(active.id), place(active.id), order.length),
  }
  return (
    <>
      <p className="sr" role="status">
        {said}
      </p>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        modifiers={[onlyUpAndDown]}
        accessibility={{ announcements, screenReaderInstructions: { draggable: words.help } }}
        onDragStart={() => setSaid('')}
        onDragEnd={onDragEnd}
      >
        <SortableContext items={order} strategy={verticalListSortingStrategy}>
          <ol className="list sortable">
            {order.map((id, index) => (
              <SortableRow
                key={id}
                id={id}
                label={label(id)}
                lead={items.find((item) => item.id === id)?.lead}
                words={words}
                onUp={index > 0 ? () => moveByButton(index, index - 1) : undefined}
                onDown={index < order.length - 1 ? () => moveByButton(index, index + 1) : undefined}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
    </>
  )
}

/**
 * The order to show: what was moved counts at once, until the caller hands over another order. Without it the row would
 * jump back for a moment when it is put down.
 */
function useOrder(given: string[]): [string[], (next: string[]) => void] {
  const key = given.join(' ')
  const [held, setHeld] = useState<{ over: string; ids: string[] } | null>(null)
  if (held && held.over !== key) setHeld(null)
  return [held?.over === key ? held.ids : given, (ids) => setHeld({ over: key, ids })]
}

interface SortableRowProps extends SortableItem {
  words: SortWords
  /** Undefined at the ends of the list. */
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}

function SortableRow({ id, label, lead, words, onUp, onDown }: SortableRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id })
  return (
    <li
      ref={setNodeRef}
      className="li sortable-row"
      data-dragging={isDragging || undefined}
      style={{ transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined, transition }}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className="sortable-handle"
        aria-label={words.handle(label)}
        aria-describedby={attributes['aria-describedby']}
        aria-pressed={isDragging}
        {...listeners}
      >
        <IconGripVertical size={22} stroke={1.75} aria-hidden />
      </button>
      {lead && <span className="sortable-lead">{lead}</span>}
      <span className="grow nm sortable-name">{label}</span>
      {/* At the ends they stay enabled elements: a disabled one would lose the focus. */}
      <ActionIcon aria-label={words.up(label)} aria-disabled={!onUp} onClick={onUp}>
        <IconArrowUp size={22} stroke={1.75} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={words.down(label)} aria-disabled={!onDown} onClick={onDown}>
        <IconArrowDown size={22} stroke={1.75} aria-hidden />
      </ActionIcon>
    </li>
  )
}
