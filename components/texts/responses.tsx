'use client'
import { ResponsePair, type ResponsePairProps } from './response-pair'

interface ResponsesProps extends ResponsePairProps {
  readonly onDiff: (isDiff: boolean) => void
}

/** Both responses of a row under their title, with the choice to mark the words that differ. */
export function Responses({ isDiff, onDiff, ...sides }: ResponsesProps) {
  return (
    <section>
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <h3 className="mb-1 text-meta font-semibold text-ink-soft">Responses</h3>
        <label className="flex min-h-6 items-center gap-1.5 text-meta text-ink-soft">
          <input
            type="checkbox"
            checked={isDiff}
            onChange={(event) => onDiff(event.target.checked)}
            className="size-4 accent-(--ink)"
          />
          Mark the words that differ
        </label>
      </div>
      <ResponsePair {...sides} isDiff={isDiff} />
    </section>
  )
}
