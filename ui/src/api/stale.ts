import type { QueryClient } from '@tanstack/react-query'

/** What is worked out from habits and their days; the first word of the keys of their queries. */
export const FIGURES = ['days', 'months', 'years', 'habits', 'pauses']

/** After a change to a habit, a pause or a day: everything that may show it is asked for again. */
export const figuresChanged = (cache: QueryClient): Promise<void> =>
  cache.invalidateQueries({ predicate: ({ queryKey: [kind] }) => typeof kind === 'string' && FIGURES.includes(kind) })
