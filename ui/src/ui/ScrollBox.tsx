import { type ReactNode, useEffect, useRef, useState } from 'react'

interface ScrollBoxProps {
  label: string
  className: string
  children: ReactNode
}

/** A part of the page that may scroll by itself. While it does, the keyboard can reach and scroll it too. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  const box = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const { current } = box
    if (!current) return
    const measure = () => setScrolls(current.scrollHeight > current.clientHeight + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    for (const child of current.children) observer.observe(child)
    return () => observer.disconnect()
  }, [children])
  const reachable = scrolls ? ({ role: 'group', 'aria-label': label, tabIndex: 0 } as const) : {}
  return (
    <div ref={box} className={className} data-scrolls={scrolls || undefined} {...reachable}>
      {children}
    </div>
  )
}
