interface Toggle<T extends string | number> {
  value: T
  label: string
  /** Read out instead of a short label. */
  name?: string
}

interface TogglesProps<T extends string | number> {
  legend: string
  values: readonly T[]
  onChange: (values: T[]) => void
  options: Toggle<T>[]
  error?: string | undefined
}

/** Some of a few: check boxes that look like chips. */
export function Toggles<T extends string | number>({ legend, values, onChange, options, error }: TogglesProps<T>) {
  const toggle = (value: T) => onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value])
  return (
    <fieldset aria-invalid={error ? true : undefined}>
      <legend className="label">{legend}</legend>
      <div className="choices toggles">
        {options.map(({ value, label, name }) => (
          <label key={value} className="choice">
            <input type="checkbox" aria-label={name} checked={values.includes(value)} onChange={() => toggle(value)} />
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
