'use client'
import { Play, Square } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import { toCsv, toJsonLines } from '@/lib/core/export-rows'
import { type ConsoleResult, prepareConsoleSql, QueryError, runConsole, useDataset } from '@/lib/dataset'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { formatCount, formatDuration } from '../ui/format'
import { Textarea } from '../ui/input'
import { Notice } from '../ui/notice'
import { saveText } from '../ui/save-file'
import { ScrollRegion } from '../ui/scroll-region'
import { formatSqlCell } from './format-sql-result'

interface SqlConsoleProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

const MAX_ROWS = 1000
/** What the database of a prepared dataset leaves to the packs. */
const TEXT_COLUMNS: ReadonlySet<string> = new Set([
  'prompt',
  'chosen',
  'rejected',
  'demographics',
  'profile',
  'persona',
  'ugc',
  'pairs',
  'extra',
])
const TIMEOUT_MS = 30_000
const FIRST_QUERY = `SELECT active_count, count(*) AS rows, avg(length_difference) AS mean_difference
FROM ${EXAMPLES_TABLE}
GROUP BY active_count
ORDER BY active_count`

type Answer =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly abort: AbortController }
  | { readonly phase: 'failed'; readonly error: Error }
  | { readonly phase: 'ready'; readonly result: ConsoleResult }

/** SQL over the loaded rows: read-only, can be cancelled, stops after 30 seconds and says when rows are left out. */
export default function SqlConsole({ open, onOpenChange }: SqlConsoleProps) {
  const [sql, setSql] = useState(FIRST_QUERY)
  const [answer, setAnswer] = useState<Answer>({ phase: 'idle' })
  const latest = useRef(0)
  const { prepared, answers } = useDataset()
  const isPrepared = prepared !== null

  async function run() {
    if (answer.phase === 'running') return
    const turn = ++latest.current
    const abort = new AbortController()
    setAnswer({ phase: 'running', abort })
    const next = await answerSql(sql, abort.signal)
    if (turn === latest.current) setAnswer(next)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    void run()
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="SQL console"
      description={`Over the loaded rows, ${answers.by === 'server' ? 'on the server' : 'in this tab'}. Read-only, at most ${formatCount(MAX_ROWS)} rows and ${TIMEOUT_MS / 1000} seconds.`}
      className="max-w-5xl"
    >
      <div className="flex flex-col gap-3">
        <Textarea
          aria-label="SQL"
          spellCheck={false}
          value={sql}
          onChange={(event) => setSql(event.target.value)}
          onKeyDown={onKeyDown}
          className="min-h-36 font-mono"
        />
        {isPrepared && (
          <p className="text-meta text-ink-soft">
            Prepared data: all rows are here, without their texts ({[...TEXT_COLUMNS].join(', ')}). The first query
            opens the database, which is read in parts.
          </p>
        )}
        <div className="flex flex-wrap items-center gap-2">
          {answer.phase === 'running' ? (
            <Button variant="danger" onClick={() => answer.abort.abort()}>
              <Square aria-hidden /> Cancel
            </Button>
          ) : (
            <Button variant="primary" onClick={run} title="Ctrl Enter">
              <Play aria-hidden /> Run query
            </Button>
          )}
          {answer.phase === 'running' && <span className="text-ink-soft">Running…</span>}
          {answer.phase === 'ready' && <ResultTools result={answer.result} />}
        </div>
        {answer.phase === 'failed' && (
          <Notice
            tone="fault"
            title={answer.error instanceof QueryError ? `The query failed (${answer.error.code})` : 'The query failed'}
          >
            <pre className="whitespace-pre-wrap font-mono text-meta">{answer.error.message}</pre>
          </Notice>
        )}
        {answer.phase === 'ready' && <ResultTable result={answer.result} />}
        <Columns isPrepared={isPrepared} />
      </div>
    </Dialog>
  )
}

async function answerSql(sql: string, signal: AbortSignal): Promise<Answer> {
  const prepared = await prepareConsoleSql(sql, MAX_ROWS)
  if (!prepared.ok) return { phase: 'failed', error: new QueryError('read-only', sql, prepared.message) }
  try {
    return {
      phase: 'ready',
      result: await runConsole(prepared.sql, { maxRows: MAX_ROWS, timeoutMs: TIMEOUT_MS, signal }),
    }
  } catch (cause) {
    if (signal.aborted) return { phase: 'idle' }
    return { phase: 'failed', error: cause instanceof Error ? cause : new Error(String(cause)) }
  }
}

function ResultTools({ result }: { result: ConsoleResult }) {
  const columns = result.columns.map(({ name }) => name)
  const name = useDataset().isSynthetic ? 'query-synthetic' : 'query'
  return (
    <>
      <span aria-live="polite" className="text-ink-soft">
        {formatCount(result.rows.length)} rows in {formatDuration(result.durationMs)}
        {result.isCut && (
          <strong className="text-warn">
            {' '}
            · there are more: only the first {formatCount(MAX_ROWS)} are shown and exported
          </strong>
        )}
      </span>
      <span className="ml-auto flex gap-1">
        <Button
          variant="quiet"
          size="small"
          onClick={() => saveText([...toCsv(columns, result.rows)].join(''), `${name}.csv`, 'text/csv')}
        >
          CSV
        </Button>
        <Button
          variant="quiet"
          size="small"
          onClick={() =>
            saveText([...toJsonLines(columns, result.rows)].join(''), `${name}.jsonl`, 'application/jsonl')
          }
        >
          JSONL
        </Button>
      </span>
    </>
  )
}

function ResultTable({ result }: { result: ConsoleResult }) {
  return (
    <ScrollRegion label="Result" className="max-h-[40vh] overflow-auto rounded-md border">
      <table className="w-full border-collapse text-meta">
        <thead>
          <tr>
            {result.columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className="sticky top-0 bg-raised px-2 py-1 text-left font-medium"
                title={column.type}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of an answer have no name but their place.
            <tr key={at} className="border-t">
              {result.columns.map((column, place) => (
                <td key={column.name} className="max-w-96 truncate px-2 py-1 font-mono">
                  {formatSqlCell(row[place]) ?? <span className="text-ink-faint">NULL</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {result.rows.length === 0 && <p className="p-3 text-ink-soft">The query gave no rows.</p>}
    </ScrollRegion>
  )
}

function Columns({ isPrepared }: { isPrepared: boolean }) {
  return (
    <details className="text-meta text-ink-soft">
      <summary className="min-h-6 w-fit content-center">Columns of {EXAMPLES_TABLE}</summary>
      <dl className="mt-1 grid gap-x-4 gap-y-0.5 min-[560px]:grid-cols-2">
        {Object.entries(EXAMPLE_COLUMNS)
          .filter(([name]) => !isPrepared || !TEXT_COLUMNS.has(name))
          .map(([name, type]) => (
            <div key={name} className="flex gap-2">
              <dt className="font-mono">{name}</dt>
              <dd className="truncate text-ink-faint" title={type}>
                {type}
              </dd>
            </div>
          ))}
      </dl>
      <p className="mt-1">A direction is four bit sets: dimension i is bit i mod 64 of low (i below 64) or high.</p>
    </details>
  )
}
