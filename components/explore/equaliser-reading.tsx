'use no memo'
import type { Dimension } from '@/lib/core/dimensions'
import { formatCount, formatShare } from '../ui/format'
import type { EqualiserPole } from './prepare-equaliser'

interface EqualiserReadingProps {
  readonly dimension: Dimension | null
  readonly pole: EqualiserPole | null
}

/** What the pointer or the focus is on, in numbers; the gestures while it is on nothing. */
export function EqualiserReading({ dimension, pole }: EqualiserReadingProps) {
  return (
    <div className="min-h-[76px] border-t bg-raised px-2 py-1.5 text-meta text-ink-soft">
      {dimension && pole ? (
        <>
          <p className="font-medium text-ink">
            <span aria-hidden>{pole.pole === 'positive' ? '+ ' : '− '}</span>
            {pole.label}
          </p>
          <p>
            {formatCount(pole.count)} rows · {formatShare(pole.share)} here, {formatShare(pole.shareOfAll)} of all
            {pole.lift !== null && ` · lift ${pole.lift.toFixed(2)}`}
          </p>
          {dimension.polarityNote && <p className="text-warn">{dimension.polarityNote}</p>}
        </>
      ) : (
        <p>
          Left bar −, right bar +. Grey: all rows. Click requires a pole, Shift-click excludes it, Alt-click wants it in
          some history item.
        </p>
      )}
    </div>
  )
}
