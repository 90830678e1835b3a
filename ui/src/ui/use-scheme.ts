import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'

/** Whether the page is dark now. */
export const useDark = (): boolean => useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'

/** The chosen scheme and how to change it. Mantine would write a <style> to hold transitions back, which the CSP forbids. */
export const useScheme = () => useMantineColorScheme({ keepTransitions: true })
