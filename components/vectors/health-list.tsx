import { CircleAlert, CircleCheck, CircleDashed, Info, TriangleAlert } from 'lucide-react'
import type { HealthKey } from '@/lib/core/health/health-check'
import { healthCheckOf } from '@/lib/core/health/health-check'
import type { HealthOutcome } from '@/lib/core/health/health-outcome'
import { markOutcome, percent, tellOutcome, tellPart } from '@/lib/core/health/tell-outcome'
import type { VectorsView } from '@/lib/core/vectors-view'
import { classNames } from '../ui/class-names'
import { formatCount } from '../ui/format'
import { HealthExamples } from './health-examples'
import { ShowHealthRows } from './show-health-rows'

const MARKS = {
  fault: { icon: CircleAlert, label: 'Fault', classes: 'text-fault' },
  warn: { icon: TriangleAlert, label: 'Warning', classes: 'text-warn' },
  note: { icon: Info, label: 'Note', classes: 'text-ink-soft' },
  clear: { icon: CircleCheck, label: 'Clear', classes: 'text-ink-faint' },
  undefined: { icon: CircleDashed, label: 'Undefined', classes: 'text-ink-faint' },
} as const

interface HealthListProps {
  readonly outcomes: readonly HealthOutcome[]
  readonly hashesOf: (key: HealthKey) => readonly string[]
  readonly view: VectorsView
}

/** A line a check; opened it explains itself and shows the first rows. */
export function HealthList({ outcomes, hashesOf, view }: HealthListProps) {
  return (
    <ul>
      {outcomes.map((outcome) => (
        <li key={outcome.key} className="border-b last:border-b-0">
          <HealthLine outcome={outcome} hashesOf={hashesOf} view={view} />
        </li>
      ))}
    </ul>
  )
}

function HealthLine({
  outcome,
  hashesOf,
  view,
}: {
  outcome: HealthOutcome
  hashesOf: HealthListProps['hashesOf']
  view: VectorsView
}) {
  const { key, found, share, reason, parts, examples } = outcome
  const { title, what, why, how } = healthCheckOf(key)
  const { icon: Icon, label, classes } = MARKS[markOutcome(outcome)]
  return (
    <details>
      <summary className="grid min-h-9 cursor-pointer grid-cols-[20px_minmax(0,1fr)_72px_64px] items-center gap-x-2 px-3 py-1.5 hover:bg-raised min-[900px]:grid-cols-[20px_260px_minmax(0,1fr)_72px_64px]">
        <Icon role="img" aria-label={label} className={classNames('size-4', classes)} />
        <span className="font-medium">{title}</span>
        <span className="text-ink-soft max-[899px]:order-last max-[899px]:col-span-3 max-[899px]:col-start-2">
          {tellOutcome(outcome)}
        </span>
        <span className="text-right tabular-nums">{reason === null ? formatCount(found) : '–'}</span>
        <span className="text-right tabular-nums text-ink-soft">{percent(share)}</span>
      </summary>
      <div className="flex flex-col gap-3 px-3 pt-1 pb-3 pl-10">
        <dl className="grid max-w-[90ch] grid-cols-[110px_minmax(0,1fr)] gap-x-3 gap-y-1 max-[560px]:grid-cols-1">
          <dt className="text-ink-soft">What it is</dt>
          <dd>{what}</dd>
          <dt className="text-ink-soft">Why it matters</dt>
          <dd>{why}</dd>
          <dt className="text-ink-soft">How computed</dt>
          <dd>{how}</dd>
        </dl>
        {reason === null && parts.length > 0 && (
          <ul className="text-meta text-ink-soft" aria-label={`Parts of ${title}`}>
            {parts.map((part) => (
              <li key={part.label}>{tellPart(part)}</li>
            ))}
          </ul>
        )}
        {examples.length > 0 && <HealthExamples outcome={outcome} view={view} />}
        {found > 0 && <ShowHealthRows checkKey={key} rows={found} hashesOf={hashesOf} view={view} />}
      </div>
    </details>
  )
}
