import { DIMENSIONS, GROUPS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'

/** The active dimensions of a direction in words, by group: the strip's table twin. */
export function DirectionList({ direction }: { direction: Direction }) {
  const groups = GROUPS.map((group) => ({
    ...group,
    active: DIMENSIONS.filter((dimension) => dimension.group === group.key && direction[dimension.index] !== 0),
  })).filter((group) => group.active.length > 0)
  if (groups.length === 0) return <p className="text-ink-soft">Neutral in all 90 dimensions.</p>
  return (
    <dl className="flex flex-col gap-2">
      {groups.map((group) => (
        <div key={group.key}>
          <dt className="text-meta font-medium" style={{ color: `var(--group-${group.key})` }}>
            {group.name}
          </dt>
          {group.active.map((dimension) => {
            const isPositive = direction[dimension.index] === 1
            return (
              <dd key={dimension.key} className="flex gap-1.5 text-body">
                <span aria-hidden className="w-3 text-center font-mono text-ink-faint">
                  {isPositive ? '+' : '−'}
                </span>
                <span>
                  {isPositive ? dimension.positive : dimension.negative}
                  <span className="sr-only"> ({isPositive ? 'positive' : 'negative'} pole)</span>
                </span>
              </dd>
            )
          })}
        </div>
      ))}
    </dl>
  )
}
