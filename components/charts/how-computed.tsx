import type { ReactNode } from 'react'

/** "How is this computed?": formula, source and differences from the published script, folded away. */
export function HowComputed({ children }: { children: ReactNode }) {
  return (
    <details className="border-t px-3 py-2 text-meta text-ink-soft">
      <summary className="min-h-6 w-fit content-center">How is this computed?</summary>
      <div className="mt-1 max-w-[80ch] space-y-1 pb-1">{children}</div>
    </details>
  )
}
