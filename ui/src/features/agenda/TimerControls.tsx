import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import { useWords } from '@/i18n/use-words'
import { ended, paused, resumed } from './timer-rules'
import { type Timer, setTimer } from './timers'

interface TimerControlsProps {
  name: string
  timer: Timer
}

/** Pause or go on, and stop. What was counted is recorded by `TimerHost`, which is there on every page. */
export default function TimerControls({ name, timer }: TimerControlsProps) {
  const { t } = useWords()
  const first = useRef<HTMLButtonElement>(null)
  /* The button that started it is gone; who used the keyboard goes on here. */
  useEffect(() => {
    if (document.activeElement === document.body) first.current?.focus({ preventScroll: true })
  }, [])
  const runs = timer.since !== null
  const turn = () => setTimer(timer.habit, runs ? paused(timer, Date.now()) : resumed(timer, Date.now()))
  const stop = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const row = currentTarget.closest('li')
    setTimer(timer.habit, ended(timer, Date.now()))
    requestAnimationFrame(() => row?.querySelector<HTMLElement>('[data-control]')?.focus({ preventScroll: true }))
  }
  return (
    <span className="timer-acts">
      <button ref={first} type="button" data-control className="increment tinted" aria-label={t(runs ? 'timer.pause' : 'timer.resume', { name })} onClick={turn}>
        {runs ? <IconPlayerPauseFilled size={20} aria-hidden /> : <IconPlayerPlayFilled size={20} aria-hidden />}
      </button>
      <button type="button" className="increment timer-stop" aria-label={t('timer.stop', { name })} onClick={stop}>
        <IconPlayerStopFilled size={20} aria-hidden />
      </button>
    </span>
  )
}
