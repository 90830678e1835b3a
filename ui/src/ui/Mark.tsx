/** The mark: three stones. Decorative; the name stands beside it or in a label. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4.2 25.1c0-3.3 5-4.7 11.6-4.7 6.9 0 12 1.3 12 4.6 0 3.2-4.6 4.4-12.2 4.4-7.3 0-11.4-1.1-11.4-4.3z" fill="var(--hb-accent)" />
      <path d="M7.6 15.6c.2-3 4-4.2 8.9-4.1 4.6.1 8.2 1.3 8.1 4.2-.1 3-3.9 3.9-8.7 3.8-4.9 0-8.5-1-8.3-3.9z" fill="var(--hb-heather-mid)" />
      <path d="M11.2 6.9c.1-2.9 2.4-4.3 5.2-4.2 2.9.1 5 1.5 4.8 4.2-.1 2.6-2.3 3.7-5.1 3.7-2.9-.1-5-1.1-4.9-3.7z" fill="var(--hb-honey-mid)" />
    </svg>
  )
}
