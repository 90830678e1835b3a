import { Menu } from '@mantine/core'
import { IconArrowsSort } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useWords } from '@/i18n/use-words'
import { ViewButton } from './ViewButton'
import type { TodayView } from './today-view'
import './view-menu.css'

interface ViewMenuProps {
  view: TodayView
  onChange: (change: Partial<TodayView>) => void
  onArrange: () => void
}

/** How Today's list is grouped, whether it shows what is done, and the way to put it in order. Opens at once. */
export default function ViewMenu({ view, onChange, onArrange }: ViewMenuProps) {
  const { t } = useWords()
  const [opened, setOpened] = useState(true)
  const button = useRef<HTMLButtonElement>(null)
  const turn = (opens: boolean) => {
    setOpened(opens)
    if (!opens) setTimeout(() => giveBack(button.current), CLOSES_MS)
  }
  return (
    <Menu opened={opened} onChange={turn} transitionProps={{ duration: CLOSES_MS }} position="bottom-end" width={260} radius="lg" withinPortal={false} withInitialFocusPlaceholder={false} hideDetached={false}>
      <Menu.Target>
        <ViewButton ref={button} />
      </Menu.Target>
      <Menu.Dropdown className="view-menu">
        <Menu.Label>{t('todayView.by')}</Menu.Label>
        <Menu.RadioGroup value={view.by} onChange={(by) => onChange({ by: by === 'category' ? by : 'section' })}>
          <Menu.RadioItem value="section" data-autofocus={view.by === 'section' || undefined}>
            {t('todayView.bySection')}
          </Menu.RadioItem>
          <Menu.RadioItem value="category" data-autofocus={view.by === 'category' || undefined}>
            {t('todayView.byCategory')}
          </Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={view.hidesDone} onChange={(hidesDone) => onChange({ hidesDone })}>
          {t('todayView.hideDone')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowsSort size={18} stroke={1.75} aria-hidden />} onClick={onArrange}>
          {t('todayView.arrange')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const CLOSES_MS = 120

/** The button that opened the menu first is gone since: the focus comes back to its successor, unless it went elsewhere. */
function giveBack(button: HTMLElement | null): void {
  const at = document.activeElement
  if (!at || at === document.body || at.closest('[role="menu"]')) button?.focus({ preventScroll: true })
}
