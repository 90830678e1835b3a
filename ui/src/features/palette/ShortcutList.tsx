import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useWords } from '@/i18n/use-words'
import { SHORTCUTS, SHORTCUT_PLACES, type ShortcutPlace, isApple, switchPlainKeys } from '@/lib/shortcuts'
import { Toggles } from '@/ui/Toggles'
import { usePlainKeys } from './use-plain-keys'
import './palette.css'

interface ShortcutListProps {
  opened: boolean
  onClose: () => void
}

/** Every keyboard shortcut by the place where it works, and the switch for those of one letter. */
export default function ShortcutList({ opened, onClose }: ShortcutListProps) {
  const { t } = useWords()
  const plainKeys = usePlainKeys()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={480}
      className={opened ? 'sheet sheet-open' : 'sheet'}
      closeButtonProps={{ size: 44, iconSize: 22, 'aria-label': t('app.close') }}
      title={<span className="h3">{t('shortcuts.title')}</span>}
    >
      <div className="keys-list" data-autofocus tabIndex={-1}>
        {SHORTCUT_PLACES.map((place) => (
          <Place key={place} place={place} />
        ))}
        <div>
          <Toggles
            legend={t('shortcuts.plain')}
            values={plainKeys ? ['on'] : []}
            onChange={(values) => switchPlainKeys(values.length > 0)}
            options={[{ value: 'on', label: t('shortcuts.plainOn') }]}
          />
          <p className="xs dim" style={{ marginTop: 8 }}>
            {t('shortcuts.plainHint')}
          </p>
        </div>
      </div>
    </Modal>
  )
}

function Place({ place }: { place: ShortcutPlace }) {
  const { t } = useWords()
  const own = SHORTCUTS.filter(({ where }) => where === place)
  if (own.length === 0) return null
  return (
    <section aria-label={t(`shortcuts.places.${place}`)}>
      <h3 className="label">{t(`shortcuts.places.${place}`)}</h3>
      <ul>
        {own.map(({ keys, word }) => (
          <li key={keys} className="keys-row">
            <span>{t(`shortcuts.does.${word}`)}</span>
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Keys({ keys }: { keys: string }) {
  const { t } = useWords()
  return (
    <span className="keys">
      {keys.split(' ').map((step, place) => (
        <Fragment key={step}>
          {place > 0 && <span className="xs dim">{t('shortcuts.then')}</span>}
          {step.split('+').map((key) => (
            <kbd key={key}>{key in NAMED ? t(`shortcuts.keys.${NAMED[key as keyof typeof NAMED]}`) : key.toUpperCase()}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}

/** Keys that have a name in each language. */
const NAMED = {
  mod: isApple() ? 'command' : 'control', arrows: 'arrows', enter: 'enter', space: 'space', esc: 'escape', shift: 'shift', up: 'up', down: 'down', left: 'left', right: 'right',
} as const
