'use client'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Backend } from '@/lib/core/backend'
import { BUILT_IN_BACKEND } from '@/lib/core/backend-kinds'
import { CONDITIONS } from '@/lib/core/conditions'
import { filterInWords } from '@/lib/core/filter-words'
import type { ConditionKey, RunConfig } from '@/lib/core/run'
import { MAX_RUN_EXAMPLES } from '@/lib/core/run-limits'
import { parseView } from '@/lib/core/view'
import { countPoles, useDataset } from '@/lib/dataset'
import { RowsAtHand, viewOfRows } from '../dataset/rows-at-hand'
import { useOpenSource } from '../dataset/use-open-source'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { formatBytes, formatCount } from '../ui/format'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { useLoad } from '../ui/use-load'
import { type PrepareProgress, prepareRun } from './prepare-run'
import { BackendChoice, ConditionChoice } from './run-choices'

interface NewRunScreenProps {
  readonly backends: readonly Backend[]
  /** The source that opens when the address names none. */
  readonly firstSource: string | null
}

const USUAL_SIZE = 200

/** Choose rows, persona and models; preparing sends the rows to the server and shows the exact prompts. */
export function NewRunScreen({ backends, firstSource }: NewRunScreenProps) {
  const router = useRouter()
  const params = useSearchParams()
  const view = useMemo(() => parseView(params), [params])
  const state = useDataset()
  const [progress, setProgress] = useState<PrepareProgress | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isReady = state.phase === 'ready' && state.rows > 0
  const counts = useLoad(isReady ? `${state.version} ${JSON.stringify(view.filter)}` : null, (signal) =>
    countPoles(view.filter, signal),
  )
  const matched = counts.value?.matched ?? null
  const largest = Math.min(matched ?? MAX_RUN_EXAMPLES, MAX_RUN_EXAMPLES)
  const words = filterInWords(view.filter)
  const source = state.source
  const sending = useRef<AbortController | null>(null)
  useOpenSource(view.source ?? (source === null ? firstSource : null), view.answers)
  useEffect(() => () => sending.current?.abort(), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (matched === null || source === null || state.datasetHash === null) return
    const form = new FormData(event.currentTarget)
    const condition = CONDITIONS.find(({ key }) => key === form.get('condition'))
    if (!condition) return
    const refusal = refuseDemographics(condition.key, [form.get('policy'), form.get('reference')])
    if (refusal !== null) {
      setProblem(refusal)
      return
    }
    const config: RunConfig = {
      name: String(form.get('name')) || `${condition.label} on ${source.label}`.slice(0, 120),
      condition: condition.key,
      policyBackend: String(form.get('policy')),
      referenceBackend: String(form.get('reference')),
      control: form.get('control') !== null,
      seed: Number(form.get('seed')),
      source: {
        label: source.label.slice(0, 200),
        view: viewOfRows(source, view),
        filter: words.slice(0, 2000),
        synthetic: state.isSynthetic,
        available: matched,
        datasetHash: state.datasetHash,
      },
    }
    const size = Number(form.get('size'))
    const abort = new AbortController()
    sending.current = abort
    setProblem(null)
    setProgress({ rowsDone: 0, rowsTotal: null, bytesSent: 0 })
    try {
      const { id, rows } = await prepareRun(config, view.filter, size, setProgress, abort.signal)
      router.push(rows < size ? `/evaluate/${id}?asked=${size}` : `/evaluate/${id}`)
    } catch (cause) {
      if (!abort.signal.aborted) setProblem(cause instanceof Error ? cause.message : String(cause))
      setProgress(null)
    }
  }

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <form onSubmit={submit} className="mx-auto flex max-w-2xl flex-col gap-7 p-4 pb-12">
        <Step number={1} title="Rows">
          <RowsAtHand
            state={state}
            view={view}
            words={words}
            matched={matched}
            countError={counts.phase === 'failed' ? counts.error : null}
          />
          <div className="grid grid-cols-2 gap-3">
            <Field
              label="Sample size"
              htmlFor="run-size"
              hint={
                matched !== null &&
                `at most ${formatCount(largest)}${matched > MAX_RUN_EXAMPLES ? ', the limit of a run' : ''}; copies of a row count once`
              }
            >
              <Input
                key={matched}
                id="run-size"
                name="size"
                type="number"
                min={1}
                max={largest}
                required
                defaultValue={Math.min(USUAL_SIZE, largest)}
              />
            </Field>
            <Field label="Seed" htmlFor="run-seed" hint="draws the sample, the control and the intervals">
              <Input id="run-seed" name="seed" type="number" min={0} max={0xffffffff} required defaultValue={1} />
            </Field>
          </div>
          <p className="text-meta text-ink-soft">
            Preparing sends these rows, texts included, to this server. Nothing leaves it unless you choose a backend
            elsewhere.
          </p>
        </Step>
        <Step number={2} title="What the policy sees of the person">
          <ConditionChoice />
        </Step>
        <Step number={3} title="Models">
          <div className="grid gap-3 min-[560px]:grid-cols-2">
            <BackendChoice name="policy" label="Policy" backends={backends} />
            <BackendChoice name="reference" label="Reference" backends={backends} />
          </div>
          <p className="text-meta text-ink-soft">
            The built-in scorer demonstrates the pipeline and is not AlignXpert; it cannot read demographic text.{' '}
            <Link href="/backends" className="text-signal underline">
              Add an inference server
            </Link>
          </p>
          <label className="flex min-h-7 items-center gap-2">
            <input type="checkbox" name="control" defaultChecked className="size-4 accent-(--ink)" />
            Also score with the persona of another row (control)
          </label>
          <Field label="Name" htmlFor="run-name">
            <Input id="run-name" name="name" maxLength={120} placeholder="made from the choices above" />
          </Field>
        </Step>
        {problem && (
          <Notice tone="fault" title="The run was not prepared">
            {problem}
          </Notice>
        )}
        {progress ? (
          <div>
            <p className="mb-1 text-ink-soft">
              Sending {formatCount(progress.rowsDone)} of {formatCount(progress.rowsTotal)} rows ·{' '}
              {formatBytes(progress.bytesSent)}
            </p>
            <Progress
              share={progress.rowsTotal === null ? null : progress.rowsDone / progress.rowsTotal}
              label="Sending rows"
            />
            <Button size="small" onClick={() => sending.current?.abort()} className="mt-2">
              Cancel
            </Button>
          </div>
        ) : (
          <Button
            type="submit"
            variant="primary"
            disabled={!isReady || !matched || state.datasetHash === null}
            className="self-start"
          >
            Prepare and look at the prompts
          </Button>
        )}
      </form>
    </div>
  )
}

/** Why these choices cannot be scored, known before any row is sent; `null` when they can. */
function refuseDemographics(condition: ConditionKey, backends: readonly (FormDataEntryValue | null)[]): string | null {
  if (condition !== 'demo' || !backends.includes(BUILT_IN_BACKEND.id)) return null
  return 'The built-in scorer cannot read demographic text, so it cannot score DEMO. Choose another persona, or an inference server for both models.'
}

function Step({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-3" aria-label={title}>
      <h2 className="flex items-center gap-2 text-title font-semibold">
        <span aria-hidden className="grid size-6 place-items-center rounded-full bg-sunken text-meta">
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  )
}
