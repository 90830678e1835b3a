import type { ReactNode } from 'react'

interface Choice<T extends string> {
  value: T
  label: string
}

interface ChoicesProps<T extends string> {
  legend: string
  name: string
  value: T
  onChange: (value: T) => void
  options: Choice<T>[]
  className?: string
  /** Draws an option; without it the label is shown. A drawn option keeps its label for screen readers. */
  draw?: (value: T) => ReactNode
}

/** One of a few: radio buttons that look like chips. */
export function Choices<T extends string>({ legend, name, value, onChange, options, className, draw }: ChoicesProps<T>) {
  return (
    <fieldset>
      <legend className="label">{legend}</legend>
      <div className={`choices ${className ?? ''}`}>
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              aria-label={draw ? option.label : undefined}
            />
            {draw ? draw(option.value) : option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
