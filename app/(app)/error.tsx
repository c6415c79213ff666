'use client'

interface PageErrorProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

/**
 * Shown when a page could not be made: what is known of it, and another try. It is part of every page's first load and
 * stands where other code may be what failed to load, so it uses none.
 */
export default function PageError({ error, reset }: PageErrorProps) {
  // Code of an older build is lost until the page is loaded anew, and React keeps a `dynamic` part as lost in any case.
  const tryAgain = error.name === 'ChunkLoadError' ? () => window.location.reload() : reset
  return (
    <section role="alert" className="m-4 rounded-md border border-fault/40 bg-fault-soft p-3 text-fault">
      <h1 className="font-medium">The page could not be shown</h1>
      <p className="mt-0.5 text-ink-soft">
        Nothing was changed. If it fails again, look into the terminal that runs the app.
      </p>
      <details className="mt-1 text-meta text-ink-soft">
        <summary>Details</summary>
        <pre className="mt-1 max-h-40 overflow-auto whitespace-pre-wrap font-mono">
          {error.message}
          {error.digest && `\nserver log: ${error.digest}`}
        </pre>
      </details>
      <button
        type="button"
        onClick={tryAgain}
        className="mt-2 h-8 rounded-md border border-line-strong bg-ground px-3 font-medium text-ink hover:bg-raised"
      >
        Try again
      </button>
    </section>
  )
}
