import { TextInput, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconChevronDown } from '@tabler/icons-react'
import { useWords } from '@/i18n/use-words'
import type { Draft } from './draft'

const FIELDS = ['description', 'category', 'tags', 'begins_on', 'ends_on', 'skip_budget'] as const

const ORDER: ['label', 'input', 'description', 'error'] = ['label', 'input', 'description', 'error']

/** What most habits do without. Opens by itself when something in it is wrong. */
export function MoreFields({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useWords()
  const wrong = FIELDS.some((field) => Boolean(form.errors[field]))
  return (
    <details className="more-fields" open={wrong || undefined}>
      <summary>
        {t('habit.more')}
        <IconChevronDown size={20} stroke={1.75} aria-hidden />
      </summary>
      <div className="stack" style={{ gap: 20, paddingTop: 12 }}>
        <Textarea label={t('habit.description')} rows={3} maxLength={4000} {...form.getInputProps('description')} />
        <div className="pair">
          <TextInput label={t('habit.category')} maxLength={60} {...form.getInputProps('category')} />
          <TextInput label={t('habit.tags')} placeholder={t('habit.tagsPlaceholder')} {...form.getInputProps('tags')} />
        </div>
        <div className="pair">
          <TextInput type="date" label={t('habit.begins')} {...form.getInputProps('begins_on')} />
          <TextInput type="date" label={t('habit.ends')} min={form.values.begins_on || undefined} {...form.getInputProps('ends_on')} />
        </div>
        <TextInput
          label={t('habit.skips')}
          description={t('habit.skipsHint')}
          inputWrapperOrder={ORDER}
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('skip_budget')}
        />
      </div>
    </details>
  )
}
