import type { OpenShare } from '@/lib/core/share'
import { ResultsView } from '../results/results-view'
import { SyntheticBadge } from '../ui/synthetic-badge'

/** A frozen result for readers: nothing to change, nothing to load but this page. */
export function SharedDashboard({ share }: { share: OpenShare }) {
  const { summary, provenance } = share.payload
  return (
    <main className="mx-auto max-w-4xl px-4 py-8">
      <header className="mb-5">
        <p className="mb-1 flex flex-wrap items-center gap-2 text-meta text-ink-faint">
          AlignX Lens · frozen <time dateTime={share.createdAt}>{share.createdAt.slice(0, 10)}</time>
          {share.expiresAt && (
            <>
              · link ends <time dateTime={share.expiresAt}>{share.expiresAt.slice(0, 10)}</time>
            </>
          )}
          {provenance.synthetic && <SyntheticBadge />}
        </p>
        <h1 className="text-display font-semibold">{share.title}</h1>
        {provenance.source && (
          <p className="mt-1 text-ink-soft">
            {provenance.source} · {provenance.filter}
          </p>
        )}
      </header>
      <ResultsView summary={summary} provenance={provenance} />
    </main>
  )
}
