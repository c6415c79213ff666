'use no memo'
import type { Role } from '@/lib/core/run'
import type { RunProgress } from '@/lib/core/run-report'
import { formatCount, formatDuration } from '../ui/format'
import { Progress } from '../ui/progress'

const ROLE_NAMES: Record<Role, string> = {
  policy: 'Policy',
  reference: 'Reference',
  'control-policy': 'Control, policy',
  'control-reference': 'Control, reference',
}

/** How far a run is: in all, and for each role. */
export function RunProgressBar({ progress }: { progress: RunProgress }) {
  const { scores, scoresWanted, rate, secondsLeft, roles, total } = progress
  return (
    <section aria-label="Progress" className="rounded-md border p-3">
      <p className="mb-2 flex flex-wrap justify-between gap-x-4">
        <span>
          <strong className="font-semibold">{formatCount(scores)}</strong> of {formatCount(scoresWanted)} scores
        </span>
        <span className="text-ink-soft">
          {rate === null
            ? 'getting ready: the scorer is being built or reached'
            : `${rate.toFixed(rate < 10 ? 1 : 0)} scores/s`}
          {secondsLeft !== null && ` · ${formatDuration(secondsLeft * 1000)} left`}
        </span>
      </p>
      <Progress share={scoresWanted === 0 ? null : scores / scoresWanted} label="Scores" />
      <ul className="mt-3 grid gap-x-6 gap-y-2 min-[560px]:grid-cols-2">
        {roles.map(({ role, done, failed }) => (
          <li key={role}>
            <p className="mb-0.5 flex justify-between text-meta text-ink-soft">
              <span>{ROLE_NAMES[role]}</span>
              <span>
                {formatCount(done)} of {formatCount(total)}
                {failed > 0 && <span className="text-fault"> · {formatCount(failed)} failed</span>}
              </span>
            </p>
            <Progress share={total === 0 ? null : done / total} label={ROLE_NAMES[role]} className="h-1" />
          </li>
        ))}
      </ul>
    </section>
  )
}
