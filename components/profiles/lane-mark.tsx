import type { GroupKey } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { describeSign } from './prepare-lanes'

interface LaneMarkProps {
  readonly index: number
  readonly group: GroupKey
  readonly sign: Sign | null
}

/** A pole in a lane: solid above the line, hatched below it, the line alone for neutral; empty without a lane. */
export function LaneMark({ index, group, sign }: LaneMarkProps) {
  const color = `var(--group-${group})`
  return (
    <span title={describeSign(index, sign)} className="relative mx-auto block h-6 w-8">
      <span className="sr-only">{describeSign(index, sign)}</span>
      {sign !== null && <span aria-hidden className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />}
      {sign === 1 && (
        <span aria-hidden className="absolute inset-x-1 top-0.5 h-2.5 rounded-t-xs" style={{ background: color }} />
      )}
      {sign === -1 && (
        <span
          aria-hidden
          className="absolute inset-x-1 bottom-0.5 h-2.5 rounded-b-xs"
          style={{ background: `repeating-linear-gradient(0deg, ${color} 0 2px, transparent 2px 3.5px)` }}
        />
      )}
    </span>
  )
}
