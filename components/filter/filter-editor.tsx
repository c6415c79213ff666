'use client'
import { useState } from 'react'
import { allOf, asRoot, conditionsOf, FILTER_DEPTH, type Filter } from '@/lib/core/filter'
import { depthOf, type FilterPath } from '@/lib/core/filter-tree'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import type { ConditionChoices } from './condition-choices'
import { FilterParts } from './filter-parts'
import { type RowCounter, RowsUnder } from './rows-under'
import type { FilterSteps } from './use-filter-history'

interface FilterEditorProps {
  readonly filter: Filter
  /** The condition whose form is open at first, `null` for none. */
  readonly first: FilterPath | null
  readonly choices: ConditionChoices
  /** `null` while there are no rows to count. */
  readonly counter: RowCounter | null
  readonly steps: FilterSteps
  readonly onChange: (conditions: readonly Filter[]) => void
  readonly onClose: () => void
}

/** The filter as a tree: each change counts at once and can be undone. */
export function FilterEditor({ filter, first, choices, counter, steps, onChange, onClose }: FilterEditorProps) {
  const [open, setOpen] = useState<FilterPath | null>(first)
  const [problem, setProblem] = useState<string | null>(null)
  const root = asRoot(filter)

  function change(next: Filter) {
    if (depthOf(next) > FILTER_DEPTH)
      return setProblem(`Groups and negations stand at most ${FILTER_DEPTH} deep. Ungroup something first.`)
    setProblem(null)
    setOpen(null)
    onChange(conditionsOf(next))
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Filter"
      description="Rows meet all of these. Tick conditions to group them."
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <div className="flex gap-1">
            <Button size="small" onClick={() => steps.undo?.()} disabled={steps.undo === null}>
              Undo
            </Button>
            <Button size="small" onClick={() => steps.redo?.()} disabled={steps.redo === null}>
              Redo
            </Button>
          </div>
          {counter && (
            <p className="flex items-center gap-2 font-medium">
              Together <RowsUnder filter={allOf(conditionsOf(root))} counter={counter} />
            </p>
          )}
        </div>
        {problem && (
          <p role="alert" className="text-meta text-fault">
            {problem}
          </p>
        )}
        <FilterParts
          root={root}
          path={[]}
          open={open}
          choices={choices}
          counter={counter}
          onOpen={setOpen}
          onChange={change}
        />
      </div>
    </Dialog>
  )
}
