import { Bone, ListSkeleton } from '@/ui/Skeleton'
import './agenda.css'

/** Today in the boxes of what is on its way: greeting and ring, a list, and the card beside it. */
export function TodaySkeleton() {
  return (
    <div className="two">
      <div>
        <div className="hero late" aria-hidden="true">
          <div className="stack" style={{ gap: 12 }}>
            <Bone width={130} />
            <Bone width={220} height={30} radius={10} />
            <Bone width={160} />
          </div>
          <span className="ring-bone skel" />
        </div>
        <div className="sech late" aria-hidden="true">
          <Bone width={96} height={20} />
        </div>
        <ListSkeleton rows={5} />
      </div>
      <StreakSkeleton />
    </div>
  )
}

/** The box of the card of streaks. */
export function StreakSkeleton() {
  return <div className="soft late streak-bone" aria-hidden="true" />
}
