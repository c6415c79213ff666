'use client'
import { ArrowDown, ArrowUp, Trash2, Ungroup } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Filter } from '@/lib/core/filter'
import {
  changeGroup,
  type FilterPath,
  moveAt,
  negate,
  nodeOf,
  removeAt,
  replaceAt,
  ungroupAt,
} from '@/lib/core/filter-tree'
import { conditionInWords } from '@/lib/core/filter-words'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Select } from '../ui/input'
import { type ConditionChoices, namesOf } from './condition-choices'
import { ConditionForm } from './condition-form'
import { type RowCounter, RowsUnder } from './rows-under'

/** What every level of the tree is given. */
export interface FilterTreeProps {
  readonly root: Filter
  /** Where in the tree this level stands. */
  readonly path: FilterPath
  /** The condition whose form is open. */
  readonly open: FilterPath | null
  readonly choices: ConditionChoices
  readonly counter: RowCounter | null
  readonly onOpen: (path: FilterPath | null) => void
  readonly onChange: (root: Filter) => void
}

interface FilterPartProps extends FilterTreeProps {
  readonly part: Filter
  /** Parts of the group that this one stands in. */
  readonly count: number
  readonly isTicked: boolean
  readonly onTick: () => void
  /** The parts of a group. */
  readonly children: ReactNode
}

/** One part of a filter: a condition with its form, or a group with its own parts. */
export function FilterPart(props: FilterPartProps) {
  const { root, path, part, count, choices, counter, open, isTicked, onTick, onOpen, onChange, children } = props
  const { isNegated, inner } = nodeOf(part)
  const words = conditionInWords(part, namesOf(choices))
  const at = path.at(-1) ?? 0
  const isOpen = open?.join() === path.join()
  const isGroup = inner.kind === 'all' || inner.kind === 'any'
  return (
    <div className={classNames('rounded-md border', isGroup && 'border-line-strong')}>
      <div className="flex flex-wrap items-center gap-1.5 px-2 py-1">
        <input
          type="checkbox"
          checked={isTicked}
          onChange={onTick}
          aria-label={`Tick: ${words}`}
          className="size-4 accent-(--ink)"
        />
        <Button
          size="small"
          variant={isNegated ? 'primary' : 'quiet'}
          aria-pressed={isNegated}
          aria-label={`Negate: ${words}`}
          onClick={() => onChange(replaceAt(root, path, negate(part)))}
        >
          not
        </Button>
        {inner.kind === 'all' || inner.kind === 'any' ? (
          <Select
            aria-label="Rows of this group meet"
            value={inner.kind}
            onChange={(event) => onChange(changeGroup(root, path, event.target.value === 'any' ? 'any' : 'all'))}
            className="h-7 w-auto"
          >
            <option value="any">any of</option>
            <option value="all">all of</option>
          </Select>
        ) : (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => onOpen(isOpen ? null : path)}
            className="min-h-7 min-w-0 flex-1 rounded-sm px-1 text-left max-[720px]:order-last max-[720px]:basis-full underline-offset-2 [overflow-wrap:anywhere] hover:underline"
          >
            {conditionInWords(inner, namesOf(choices))}
          </button>
        )}
        <span className="ml-auto flex flex-wrap items-center justify-end gap-0.5">
          {counter && <RowsUnder filter={part} counter={counter} />}
          <Act label={`Move up: ${words}`} onClick={at > 0 ? () => onChange(moveAt(root, path, -1)) : null}>
            <ArrowUp aria-hidden />
          </Act>
          <Act label={`Move down: ${words}`} onClick={at < count - 1 ? () => onChange(moveAt(root, path, 1)) : null}>
            <ArrowDown aria-hidden />
          </Act>
          {isGroup && (
            <Act label={`Ungroup: ${words}`} onClick={isNegated ? null : () => onChange(ungroupAt(root, path))}>
              <Ungroup aria-hidden />
            </Act>
          )}
          <Act label={`Remove: ${words}`} onClick={() => onChange(removeAt(root, path))}>
            <Trash2 aria-hidden />
          </Act>
        </span>
      </div>
      {isOpen && !isGroup && (
        <div className="border-t p-3">
          <ConditionForm
            condition={part}
            choices={choices}
            submit="Change condition"
            onSubmit={(condition) => onChange(replaceAt(root, path, condition))}
          />
        </div>
      )}
      {isGroup && <div className="border-t py-2 pl-4 pr-2">{children}</div>}
    </div>
  )
}

function Act({ label, onClick, children }: { label: string; onClick: (() => void) | null; children: ReactNode }) {
  return (
    <Button
      variant="quiet"
      size="icon-small"
      aria-label={label}
      title={label}
      disabled={onClick === null}
      onClick={() => onClick?.()}
    >
      {children}
    </Button>
  )
}
