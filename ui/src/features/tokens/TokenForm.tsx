import { Button, Checkbox, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { isStepUpNeeded } from '@/api/step-up'
import type { TokenScope } from '@/api/types'
import { useWords } from '@/i18n/use-words'
import { Choices } from '@/ui/Choices'
import { FormProblem } from '@/ui/FormProblem'
import { focusFirstFault } from '@/ui/focus-fault'
import { fieldProblems } from '@/ui/problem-words'
import { useMakeToken } from './tokens.queries'
import './tokens.css'

const SCOPES = ['read', 'check-in', 'health', 'chat'] as const satisfies readonly TokenScope[]
const TERMS = ['30', '365', 'never'] as const
type Term = (typeof TERMS)[number]

const daysOf = (term: Term): number | null => (term === 'never' ? null : Number(term))

/** What a token is told apart by. */
const NAME_MAX = 80

interface TokenFormProps {
  onMade: (secret: string, scopes: TokenScope[]) => void
}

/** Makes a token: what it is for, what it may do, and how long. */
export function TokenForm({ onMade }: TokenFormProps) {
  const { t } = useWords()
  const make = useMakeToken()
  const form = useForm({
    initialValues: { name: '', scopes: ['check-in'] as TokenScope[], term: '365' as Term },
    validate: {
      name: (name) => (name.trim() ? null : t('fields.required')),
      scopes: (scopes) => (scopes.length > 0 ? null : t('tokens.noScope')),
    },
  })
  const { name, scopes, term } = form.values
  const submit = () =>
    make.mutate(
      { name: name.trim(), scopes, days: daysOf(term) },
      {
        onSuccess: ({ secret }) => {
          form.reset()
          onMade(secret, scopes)
        },
        onError: (error) => {
          form.setErrors(fieldProblems(t, error))
          focusFirstFault()
        },
      },
    )
  const toggle = (scope: TokenScope) => form.setFieldValue('scopes', SCOPES.filter((one) => scopes.includes(one) !== (one === scope)))
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(submit, focusFirstFault)}>
      <FormProblem error={isStepUpNeeded(make.error) ? null : make.error} known={{ too_many_tokens: t('tokens.full') }} />
      <TextInput label={t('tokens.name')} description={t('tokens.nameHint')} maxLength={NAME_MAX} {...form.getInputProps('name')} />
      <fieldset aria-invalid={form.errors['scopes'] ? true : undefined}>
        <legend className="label">{t('tokens.may')}</legend>
        <div className="list">
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              className="token-scope"
              label={t(`tokens.scopes.${scope}.name`)}
              description={t(`tokens.scopes.${scope}.text`)}
              checked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
            />
          ))}
        </div>
        {form.errors['scopes'] && (
          <p className="field-error" role="alert">
            {form.errors['scopes']}
          </p>
        )}
      </fieldset>
      <Choices
        legend={t('tokens.term')}
        name="term"
        value={term}
        onChange={(value) => form.setFieldValue('term', value)}
        options={TERMS.map((value) => ({ value, label: t(`tokens.terms.${value}`) }))}
      />
      <div>
        <Button type="submit" loading={make.isPending}>
          {t('tokens.make')}
        </Button>
      </div>
    </form>
  )
}
