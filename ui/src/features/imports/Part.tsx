import type { ReactNode } from 'react'

/** A part of the report under its own heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="sec" aria-label={title}>
      <h3 className="h3" style={{ marginBottom: 10 }}>
        {title}
      </h3>
      {children}
    </section>
  )
}
