'use client'
import { Filter as FilterIcon, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { readHashesOfRows, saveSelection } from '@/lib/dataset'
import { Button } from '../../ui/button'
import { formatCount } from '../../ui/format'
import { Input } from '../../ui/input'
import { Notice } from '../../ui/notice'

interface ChosenAreaProps {
  /** The rows inside that meet the filter. */
  readonly rows: Uint32Array
  /** How many more lie inside but outside the filter. */
  readonly left: number
  readonly usualName: string
  /** The rows are kept as this selection. */
  readonly onKept: (selection: string) => void
  readonly onClear: () => void
}

/** What the lasso holds, and the way to a filter: a saved selection of these rows. */
export function ChosenArea({ rows, left, usualName, onKept, onClear }: ChosenAreaProps) {
  const [name, setName] = useState('')
  const [isKeeping, setIsKeeping] = useState(false)
  const [problem, setProblem] = useState<Error | null>(null)
  const abort = useRef<AbortController | null>(null)

  async function keep() {
    abort.current = new AbortController()
    const { signal } = abort.current
    setIsKeeping(true)
    setProblem(null)
    try {
      const hashes = await readHashesOfRows(rows, signal)
      signal.throwIfAborted()
      onKept((await saveSelection(name.trim() || usualName, hashes)).id)
    } catch (cause) {
      if (!signal.aborted) setProblem(cause instanceof Error ? cause : new Error(String(cause)))
    } finally {
      setIsKeeping(false)
    }
  }

  return (
    <section aria-label="Chosen area" className="rounded-md border bg-raised p-2">
      <p aria-live="polite">
        <strong className="font-semibold">{formatCount(rows.length)}</strong> {rows.length === 1 ? 'row' : 'rows'}{' '}
        chosen
        {left > 0 && <span className="text-ink-soft">, {formatCount(left)} more outside the filter</span>}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Input
          aria-label="Name of the selection"
          placeholder={usualName}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          className="h-7 w-full"
        />
        <Button
          size="small"
          variant="primary"
          disabled={rows.length === 0 || isKeeping}
          onClick={() => void keep()}
          title="Saves a selection and adds it to the filter. Copies of these rows are in it too."
        >
          <FilterIcon aria-hidden /> {isKeeping ? 'Keeping …' : 'Keep as a filter'}
        </Button>
        <Button
          size="icon-small"
          variant="quiet"
          aria-label="Clear the chosen area"
          onClick={() => {
            abort.current?.abort()
            onClear()
          }}
        >
          <X aria-hidden />
        </Button>
      </div>
      {problem && (
        <Notice tone="fault" title="The rows could not be kept as a selection" details={problem.stack} className="mt-2">
          {problem.message}
        </Notice>
      )}
    </section>
  )
}
