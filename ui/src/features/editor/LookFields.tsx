import { IconCheck } from '@tabler/icons-react'
import type { Pigment } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import { HabitIcon } from '@/ui/HabitIcon'
import { HABIT_ICON_NAMES, type HabitIconName } from '@/ui/icons'
import type { Draft } from './draft'

const PIGMENTS: Pigment[] = ['rose', 'clay', 'honey', 'moss', 'sage', 'lagoon', 'dusk', 'heather']

interface LookFieldsProps {
  draft: Draft
  onColor: (color: Pigment) => void
  onIcon: (icon: HabitIconName) => void
}

/** Colour and icon. */
export function LookFields({ draft, onColor, onIcon }: LookFieldsProps) {
  const { t } = useWords()
  return (
    <>
      <Choices
        legend={t('habit.color')}
        name="color"
        className="swatches"
        value={draft.color}
        onChange={onColor}
        options={PIGMENTS.map((value) => ({ value, label: t(`pigments.${value}`) }))}
        draw={(value) => (
          <span className={`swatch p-${value}`}>{value === draft.color && <IconCheck size={20} stroke={2.6} aria-hidden />}</span>
        )}
      />
      <Choices
        legend={t('habit.icon')}
        name="icon"
        className={`icon-choices p-${draft.color}`}
        value={draft.icon as HabitIconName}
        onChange={onIcon}
        options={HABIT_ICON_NAMES.map((value) => ({ value, label: t(`icons.${value}`) }))}
        draw={(value) => <HabitIcon name={value} size={24} />}
      />
    </>
  )
}
