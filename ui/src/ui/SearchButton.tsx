import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import { isApple } from '@/lib/shortcuts'
import { showOver } from './over-store'

const open = (): void => showOver('search')

/** The desktop's way into the search: looks like a field and tells its key. */
export function SearchButton() {
  const { t } = useWords()
  return (
    <button type="button" className="nav side-search" aria-haspopup="dialog" aria-keyshortcuts={isApple() ? 'Meta+K' : 'Control+K'} onClick={open}>
      <IconSearch size={18} stroke={1.75} aria-hidden />
      <span className="grow trunc">{t('app.search')}</span>
      <kbd aria-hidden="true">{t(isApple() ? 'app.searchKeyApple' : 'app.searchKey')}</kbd>
    </button>
  )
}

/** The phone's: an icon at the top of every page. */
export function SearchIcon() {
  const { t } = useWords()
  return (
    <ActionIcon className="top-search" aria-label={t('app.search')} aria-haspopup="dialog" onClick={open}>
      <IconSearch size={24} stroke={1.75} aria-hidden />
    </ActionIcon>
  )
}
