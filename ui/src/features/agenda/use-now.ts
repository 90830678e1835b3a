import { useEffect, useState } from 'react'

/** The time in epoch milliseconds, told anew each second while `ticks`, and when somebody comes back to the page. */
export function useNow(ticks: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticks) return
    const tell = () => setNow(Date.now())
    const timer = setInterval(tell, 1000)
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [ticks])
  return now
}
