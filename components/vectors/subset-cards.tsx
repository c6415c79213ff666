'use client'
import { X } from 'lucide-react'
import { allOf, conditionsOf, type Filter } from '@/lib/core/filter'
import { conditionInWords, filterInWords } from '@/lib/core/filter-words'
import { AddFilter } from '../filter/add-filter'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Segmented } from '../ui/segmented'
import type { TabProps } from './tab-props'

interface SubsetCardsProps extends TabProps {
  /** Rows of B; `null` while they are counted. */
  readonly b: { readonly matched: number; readonly withDirection: number } | null
}

/** What A and B are, how many rows they have, and the way to choose B. */
export function SubsetCards({ view, setView, counts, b }: SubsetCardsProps) {
  const { filter, against } = view
  const conditions = against ? conditionsOf(against) : []
  const setB = (next: readonly Filter[] | null) => setView({ against: next && allOf(next) })
  return (
    <div className="grid gap-3 min-[900px]:grid-cols-2">
      <section aria-label="Subset A" className="rounded-md border p-3">
        <h2 className="font-semibold">A</h2>
        <p className="mt-1 text-ink-soft [overflow-wrap:anywhere]">{filterInWords(filter)}</p>
        <Size counts={counts.value} />
        <p className="mt-2 text-meta text-ink-faint">The filter above the tabs.</p>
      </section>
      <section aria-label="Subset B" className="rounded-md border p-3">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-semibold">B</h2>
          <Segmented
            label="What B is"
            value={against === null ? 'rest' : 'filter'}
            onChange={(key) => setB(key === 'rest' ? null : [])}
            options={[
              { key: 'rest', label: 'Rows outside A' },
              { key: 'filter', label: 'Another filter' },
            ]}
          />
        </div>
        <p className="mt-1 text-ink-soft [overflow-wrap:anywhere]">
          {against ? filterInWords(against) : `not (${filterInWords(filter)})`}
        </p>
        <Size counts={b} />
        {against && (
          <div className="mt-2 flex flex-wrap items-center gap-1.5">
            <AddFilter onAdd={(condition) => setB([...conditions, condition])} />
            <ul aria-label="Filter of B" className="contents">
              {conditions.map((condition, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: equal conditions may stand twice, and a pill keeps no state.
                <li key={at}>
                  <Button
                    size="small"
                    onClick={() => setB(conditions.filter((_, other) => other !== at))}
                    aria-label={`Remove from B: ${conditionInWords(condition)}`}
                    className="max-w-72"
                  >
                    <span className="truncate">{conditionInWords(condition)}</span>
                    <X aria-hidden />
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>
    </div>
  )
}

function Size({ counts }: { counts: SubsetCardsProps['b'] }) {
  return (
    <p className="mt-1">
      <strong className="font-semibold">{formatCount(counts?.matched ?? null)}</strong> rows
      {counts && counts.withDirection < counts.matched && (
        <span className="text-ink-soft">, {formatCount(counts.withDirection)} with a direction</span>
      )}
    </p>
  )
}
