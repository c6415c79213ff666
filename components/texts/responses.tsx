'use client'
import { Tick } from '../ui/tick'
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
        <Tick label="Mark the words that differ" isOn={isDiff} onChange={onDiff} isSmall />
      </div>
      <ResponsePair {...sides} isDiff={isDiff} />
    </section>
  )
}
