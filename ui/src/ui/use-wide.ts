import { useMediaQuery } from '@mantine/hooks'

/** Whether the page is as wide as the desktop's layout. */
export const useWide = (): boolean => useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
