import Link from 'next/link'
import type { HealthOutcome } from '@/lib/core/health/health-outcome'
import type { VectorsView } from '@/lib/core/vectors-view'
import { DEFAULT_VIEW, formatView } from '@/lib/core/view'
import { formatCount } from '../ui/format'

/** The first rows of a check, each a way to the row in Explore. */
export function HealthExamples({ outcome, view }: { outcome: HealthOutcome; view: VectorsView }) {
  const { examples, found } = outcome
  const hrefOf = (hash: string) =>
    `/explore?${formatView({ ...DEFAULT_VIEW, source: view.source, filter: view.filter, row: hash })}`
  return (
    <div>
      <p className="text-ink-soft">
        {examples.length < found ? `The first ${examples.length} of ${formatCount(found)} rows:` : 'The rows:'}
      </p>
      <ul className="max-h-64 overflow-y-auto">
        {examples.map(({ row, hash, detail }) => (
          <li key={row} className="flex min-h-6 items-center gap-2">
            <Link href={hrefOf(hash)} className="shrink-0 font-mono text-meta text-signal hover:underline">
              {hash.slice(0, 12)}
            </Link>
            {detail && (
              <span className="min-w-0 truncate text-meta text-ink-soft" title={detail}>
                {detail}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
