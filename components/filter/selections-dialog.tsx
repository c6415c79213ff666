'use client'
import { Download, Filter as FilterIcon, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import { formatHashList } from '@/lib/core/hash-list'
import { loadSelections, readHashesInView, type SavedSelection, saveSelection, useSelections } from '@/lib/dataset'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { saveText } from '../ui/save-file'
import { ImportSelection } from './import-selection'

interface SelectionsDialogProps {
  /** The filter whose rows can be saved, and how many they are; `null` while that is not known. */
  readonly filter: Filter
  readonly matched: number | null
  /** A selection that the address names and this browser lacks. */
  readonly missing: string | null
  readonly onUse: (condition: Filter) => void
  readonly onClose: () => void
}

/** The saved selections of this browser: use, rename, export, delete, import, and save the rows in view. */
export function SelectionsDialog({ filter, matched, missing, onUse, onClose }: SelectionsDialogProps) {
  const state = useSelections()
  const [problem, setProblem] = useState<Error | null>(null)
  const [deleted, setDeleted] = useState<{ readonly name: string; readonly undo: () => Promise<void> } | null>(null)

  function run(act: () => Promise<unknown>) {
    setProblem(null)
    act().catch((cause: unknown) => setProblem(cause instanceof Error ? cause : new Error(String(cause))))
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Selections"
      description="Sets of rows by content hash, kept in this browser. They hold for any data that has these rows."
    >
      <div className="flex flex-col gap-4">
        {state.phase === 'failed' && (
          <Notice tone="fault" title="The selections cannot be read" details={state.error.stack}>
            {state.error.message}
          </Notice>
        )}
        {problem && (
          <Notice tone="fault" title="That did not work" details={problem.stack}>
            {problem.message}
          </Notice>
        )}
        <SaveRows filter={filter} matched={matched} />
        {deleted && (
          <p role="status" className="flex items-center gap-2">
            "{deleted.name}" is deleted.
            <Button
              size="small"
              onClick={() =>
                run(async () => {
                  await deleted.undo()
                  setDeleted(null)
                })
              }
            >
              Undo
            </Button>
          </p>
        )}
        <ul aria-label="Saved selections" className="flex flex-col gap-1">
          {state.selections.map((selection) => (
            <SelectionRow
              key={selection.id}
              selection={selection}
              onUse={() => onUse({ kind: 'selection', selection: selection.id })}
              onRename={(name) => run(async () => (await loadSelections()).rename(selection.id, name))}
              onExport={() =>
                run(async () => {
                  const hashes = (await (await loadSelections()).readHashes(selection.id)) ?? []
                  saveText(formatHashList(hashes), `selection-${selection.id}.jsonl`, 'application/jsonl')
                })
              }
              onDelete={() =>
                run(async () =>
                  setDeleted({ name: selection.name, undo: await (await loadSelections()).remove(selection.id) }),
                )
              }
            />
          ))}
        </ul>
        {state.phase === 'ready' && state.selections.length === 0 && (
          <p className="text-ink-soft">Nothing is saved yet. Save the rows in view, or import a list of hashes.</p>
        )}
        <ImportSelection missing={missing} />
      </div>
    </Dialog>
  )
}

function SaveRows({ filter, matched }: { filter: Filter; matched: number | null }) {
  const [work, setWork] = useState<'none' | 'running' | Error>('none')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const name = String(new FormData(form).get('name') ?? '').trim()
    if (name === '') return setWork(new Error('Give the selection a name.'))
    setWork('running')
    try {
      await saveSelection(name, await readHashesInView(filter, new AbortController().signal))
      form.reset()
      setWork('none')
    } catch (cause) {
      setWork(cause instanceof Error ? cause : new Error(String(cause)))
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <Field
          label="Save the rows in view as"
          htmlFor="selection-name"
          error={work instanceof Error ? work.message : null}
        >
          <Input id="selection-name" name="name" maxLength={80} />
        </Field>
      </div>
      <Button type="submit" variant="primary" disabled={matched === null || matched === 0 || work === 'running'}>
        {work === 'running' ? 'Saving' : `Save ${matched === null ? '' : `${formatCount(matched)} `}rows`}
      </Button>
    </form>
  )
}

interface SelectionRowProps {
  readonly selection: SavedSelection
  readonly onUse: () => void
  readonly onRename: (name: string) => void
  readonly onExport: () => void
  readonly onDelete: () => void
}

function SelectionRow({ selection, onUse, onRename, onExport, onDelete }: SelectionRowProps) {
  const { name, rows } = selection
  return (
    <li className="flex flex-wrap items-center gap-1.5 rounded-md border px-2 py-1">
      <Input
        aria-label={`Name of ${name}`}
        defaultValue={name}
        maxLength={80}
        className="h-7 w-auto min-w-40 flex-1"
        onBlur={(event) => {
          const next = event.target.value.trim()
          if (next === '') event.target.value = name
          else if (next !== name) onRename(next)
        }}
      />
      <span className="text-meta text-ink-soft tabular-nums">
        {formatCount(rows)} {rows === 1 ? 'row' : 'different rows'}
      </span>
      <Button size="small" onClick={onUse}>
        <FilterIcon aria-hidden /> Filter by it
      </Button>
      <Button
        variant="quiet"
        size="icon-small"
        onClick={onExport}
        aria-label={`Export ${name}`}
        title="Export as JSONL"
      >
        <Download aria-hidden />
      </Button>
      <Button variant="quiet" size="icon-small" onClick={onDelete} aria-label={`Delete ${name}`} title="Delete">
        <Trash2 aria-hidden />
      </Button>
    </li>
  )
}
