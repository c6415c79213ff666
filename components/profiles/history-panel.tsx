import { packDirection } from '@/lib/core/direction'
import type { HistoryItem } from '@/lib/core/profile-history'
import { DirectionMarks } from '../direction/direction-marks'
import { ROW_STRIP } from '../direction/strip-layout'
import { Button } from '../ui/button'
import { keepFirst, nameItem, toggleItem } from './prepare-lanes'

interface HistoryPanelProps {
  readonly items: readonly HistoryItem[]
  readonly left: readonly string[]
  readonly onLeft: (left: readonly string[]) => void
}

/** Which items of the history count: the first ones by a slider, or any by their boxes. */
export function HistoryPanel({ items, left, onLeft }: HistoryPanelProps) {
  const kept = items.filter(({ key }) => !left.includes(key)).length
  if (items.length === 0)
    return (
      <section aria-label="History" className="rounded-md border p-3">
        <h2 className="font-semibold">History</h2>
        <p className="mt-1 text-ink-soft">
          This row has neither comments nor pairs, so no profile can be inferred. The other lanes do not need one.
        </p>
      </section>
    )
  return (
    <section aria-label="History" className="rounded-md border p-3">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="font-semibold">History</h2>
        <p aria-live="polite" className="text-meta text-ink-soft">
          {kept} of {items.length} items
        </p>
      </div>
      <label className="mt-2 block text-meta text-ink-soft">
        Keep the first
        <input
          type="range"
          min={0}
          max={items.length}
          value={kept}
          aria-valuetext={`${kept} of ${items.length} items`}
          onChange={(event) => onLeft(keepFirst(items, Number(event.target.value)))}
          className="block h-6 w-full accent-(--ink)"
        />
      </label>
      <ul className="mt-1 flex flex-col">
        {items.map((item) => (
          <li key={item.key} className="border-t py-1.5">
            <label className="flex cursor-pointer items-start gap-2">
              <input
                type="checkbox"
                checked={!left.includes(item.key)}
                onChange={() => onLeft(toggleItem(left, item.key))}
                className="mt-0.5 size-4 shrink-0 accent-(--ink)"
              />
              <span className={`min-w-0 flex-1 ${left.includes(item.key) ? 'text-ink-faint line-through' : ''}`}>
                <span className="font-medium">{nameItem(item)}</span>{' '}
                <span className="line-clamp-1 text-meta text-ink-soft [overflow-wrap:anywhere]">{item.prompt}</span>
                {item.direction ? (
                  <span className="mt-0.5 block max-w-full overflow-hidden [&>svg]:h-auto [&>svg]:max-w-full">
                    <DirectionMarks planes={packDirection(item.direction)} layout={ROW_STRIP} height={16} />
                  </span>
                ) : (
                  <span className="block text-meta text-ink-faint">no direction, no vote</span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <Button size="small" variant="quiet" className="mt-1" onClick={() => onLeft([])}>
          Put all items back
        </Button>
      )}
    </section>
  )
}
