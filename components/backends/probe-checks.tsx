import { Check, X } from 'lucide-react'
import type { Backend } from '@/lib/core/backend'

/** What the last probe of a backend found, check by check. A check that fails ends a probe. */
export function ProbeChecks({ backend: { probe, probedAt } }: { backend: Backend }) {
  if (probe === null) return <p className="px-3 pb-3 text-ink-soft">It was never probed: probe it before a run.</p>
  return (
    <section className="border-t bg-raised px-3 py-2.5" aria-label="Last probe">
      <p className="text-meta text-ink-faint">
        Last probe {probedAt && <time dateTime={probedAt}>{probedAt.slice(0, 19).replace('T', ' ')} UTC</time>}
      </p>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {probe.checks.map((check) => (
          <li key={check.name} className="flex items-start gap-2">
            {check.ok ? (
              <Check aria-label="passed" className="mt-px size-4 shrink-0 text-signal" />
            ) : (
              <X aria-label="failed" className="mt-px size-4 shrink-0 text-fault" />
            )}
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium">{check.name}</span>{' '}
              <span className={check.ok ? 'text-ink-soft' : 'text-fault'}>{check.detail}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
