import { useWords } from '@/i18n/use-words'

type Said = (name: string, place: number, count: number) => string

/** What a list that is put into order says and calls its controls. Places count from 1. */
export interface SortWords {
  /** How the keyboard moves a row: read out at each handle. */
  help: string
  handle: (name: string) => string
  up: (name: string) => string
  down: (name: string) => string
  lifted: Said
  moved: Said
  dropped: Said
  cancelled: Said
}

/** The words for putting habits into order. */
export function useSortWords(): SortWords {
  const { t } = useWords()
  return {
    help: t('habits.sort.help'),
    handle: (name) => t('habits.sort.handle', { name }),
    up: (name) => t('habits.up', { name }),
    down: (name) => t('habits.down', { name }),
    lifted: (name, place, count) => t('habits.sort.lifted', { name, place, count }),
    moved: (name, place, count) => t('habits.movedTo', { name, place, count }),
    dropped: (name, place, count) => t('habits.sort.dropped', { name, place, count }),
    cancelled: (name, place, count) => t('habits.sort.cancelled', { name, place, count }),
  }
}
