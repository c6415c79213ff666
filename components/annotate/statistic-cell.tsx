import type { Statistic } from '@/lib/core/agreement/statistic'
import { describeStatistic } from './prepare-agreement'

interface StatisticCellProps {
  /** `null` where the statistic has no meaning, with `meaningless` to say why. */
  readonly statistic: Statistic | null
  readonly meaningless: string
  /** A share in [0, 1] rather than a coefficient in [−1, 1]. */
  readonly isShare?: boolean
}

const WIDTH = 64
const HEIGHT = 10

/** A statistic with its interval drawn and said, or why it has none. */
export function StatisticCell({ statistic, meaningless, isShare = false }: StatisticCellProps) {
  if (statistic === null) return <span className="text-meta text-ink-faint">{meaningless}</span>
  const { value, note } = describeStatistic(statistic, isShare)
  return (
    <div className="flex flex-col items-end">
      <span className="flex items-center gap-2">
        {statistic.value !== null && <Interval statistic={statistic} low={isShare ? 0 : -1} />}
        <span className="w-10">{value}</span>
      </span>
      {note && <span className="text-meta text-ink-faint">{note}</span>}
    </div>
  )
}

function Interval({ statistic: { value, interval }, low }: { statistic: Statistic; low: number }) {
  const place = (number: number) => ((Math.min(1, Math.max(low, number)) - low) / (1 - low)) * WIDTH
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden className="overflow-visible">
      <path d={`M0 ${HEIGHT / 2}h${WIDTH}`} stroke="var(--line)" />
      <path d={`M${place(0)} 1v${HEIGHT - 2}`} stroke="var(--line-strong)" />
      {interval && (
        <path
          d={`M${place(interval.low)} ${HEIGHT / 2}H${place(interval.high)}`}
          stroke="var(--signal)"
          strokeWidth={3}
          opacity={0.45}
        />
      )}
      {value !== null && <circle cx={place(value)} cy={HEIGHT / 2} r={3} fill="var(--signal)" />}
    </svg>
  )
}
