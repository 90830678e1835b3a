import { useEffect } from 'react'
import { useWords } from '@/i18n/use-words'

/** The title of the browser tab, "Today · Habitus". */
export function usePageTitle(title: string): void {
  const { t } = useWords()
  const name = t('app.name')
  useEffect(() => {
    document.title = `${title} · ${name}`
  }, [title, name])
}
