import { useEffect } from 'react'

/** What we wrote over the page's own title; null while nothing. */
let written: { ours: string; page: string } | null = null

function restore(): void {
  if (written && document.title === written.ours) document.title = written.page
  written = null
}

/** Puts a running timer before the title of the page that is open, whichever that is by now. */
export function useTimerTitle(text: string | null): void {
  useEffect(() => {
    if (text === null) return
    const page = written && document.title === written.ours ? written.page : document.title
    written = { ours: `${text} · ${page}`, page }
    document.title = written.ours
  }, [text])
  const runs = text !== null
  useEffect(() => (runs ? restore : undefined), [runs])
}
