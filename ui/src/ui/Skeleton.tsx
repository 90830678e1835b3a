import { useWords } from '@/i18n/use-words'

interface BoneProps {
  width: number | string
  height?: number
  radius?: number
}

export function Bone({ width, height = 14, radius = 7 }: BoneProps) {
  return <i className="skel" style={{ width, height, borderRadius: radius, maxWidth: '100%' }} />
}

/** Rows in the size of a list that is on its way; they appear after 300 ms. */
export function ListSkeleton({ rows = 3 }: { rows?: number }) {
  const { t } = useWords()
  return (
    <div className="late" aria-busy="true">
      <span className="sr" role="status">
        {t('app.loading')}
      </span>
      <div className="list" aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <div className="li" key={row}>
            <Bone width={44} height={44} radius={15} />
            <div className="grow stack" style={{ gap: 8 }}>
              <Bone width={110 + ((row * 40) % 70)} />
              <Bone width={80} height={11} />
            </div>
            <Bone width={44} height={44} radius={15} />
          </div>
        ))}
      </div>
    </div>
  )
}
