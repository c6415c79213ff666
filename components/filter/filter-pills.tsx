'use client'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { conditionsOf, type Filter } from '@/lib/core/filter'
import { conditionInWords } from '@/lib/core/filter-words'
import { Button } from '../ui/button'
import { useLater } from '../ui/use-later'
import { type ConditionChoices, namesOf } from './condition-choices'
import type { RowCounter } from './rows-under'
import type { FilterSteps } from './use-filter-history'

const loadFilterEditor = () => import('./filter-editor')

interface FilterPillsProps {
  readonly filter: Filter
  readonly onChange: (conditions: readonly Filter[]) => void
  readonly choices: ConditionChoices
  readonly counter: RowCounter | null
  readonly steps: FilterSteps
}

/** The filter in words, one pill a condition; a pill opens the editor. */
export function FilterPills({ filter, onChange, choices, counter, steps }: FilterPillsProps) {
  const [edited, setEdited] = useState<number | null>(null)
  const editor = useLater(loadFilterEditor, edited !== null)
  const conditions = conditionsOf(filter)
  const pills = useRef<HTMLUListElement>(null)

  /** The focus goes back to the pill that opened the editor, or to the last one where that is gone. */
  function closeEditor() {
    const at = Math.min(edited ?? 0, conditions.length - 1)
    setEdited(null)
    setTimeout(() => pills.current?.children[at]?.querySelector('button')?.focus())
  }

  return (
    <>
      <ul ref={pills} aria-label="Filter" className="contents">
        {conditions.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal conditions may stand twice, and a pill keeps no state.
          <li key={at}>
            <Pill
              words={conditionInWords(condition, namesOf(choices))}
              onEdit={() => setEdited(at)}
              onRemove={() => onChange(conditions.filter((_, other) => other !== at))}
            />
          </li>
        ))}
      </ul>
      {conditions.length > 1 && (
        <Button variant="quiet" size="small" onClick={() => onChange([])}>
          Clear all
        </Button>
      )}
      {editor && edited !== null && (
        <editor.FilterEditor
          filter={filter}
          first={[edited]}
          choices={choices}
          counter={counter}
          steps={steps}
          onChange={onChange}
          onClose={closeEditor}
        />
      )}
    </>
  )
}

function Pill({ words, onEdit, onRemove }: { words: string; onEdit: () => void; onRemove: () => void }) {
  return (
    <span className="inline-flex h-7 max-w-80 items-center gap-0.5 rounded-full border border-line-strong bg-raised text-meta">
      <button
        type="button"
        onClick={onEdit}
        title={`Change: ${words}`}
        className="h-full min-w-0 truncate rounded-l-full pl-2.5 pr-0.5 hover:bg-sunken"
      >
        {words}
      </button>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove the condition: ${words}`}
        className="grid size-6 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  )
}
