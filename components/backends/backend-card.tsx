'use client'
import { RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Backend } from '@/lib/core/backend'
import { BACKEND_KINDS } from '@/lib/core/backend-kinds'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { formatCount, formatDuration } from '../ui/format'
import { Notice } from '../ui/notice'
import { requestJson, requestNothing } from '../ui/request'
import { ProbeChecks } from './probe-checks'

interface BackendCardProps {
  readonly backend: Backend
  readonly onChanged: (backend: Backend) => void
  readonly onRemoved: () => void
}

type Task = 'probing' | 'removing'

/** One backend: how it is spoken to, and what its last probe found. */
export function BackendCard({ backend, onChanged, onRemoved }: BackendCardProps) {
  const [task, setTask] = useState<Task | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isServer = backend.kind !== 'built-in'
  const path = `/api/v1/backends/${backend.id}`

  async function run(next: Task, work: () => Promise<void>) {
    setTask(next)
    setProblem(null)
    try {
      await work()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    } finally {
      setTask(null)
    }
  }
  const probe = () =>
    run('probing', async () => {
      const { backendSchema } = await import('@/lib/core/backend')
      onChanged(await requestJson(backendSchema, `${path}/probe`, { method: 'POST' }))
    })
  const remove = () =>
    run('removing', async () => {
      await requestNothing(path, { method: 'DELETE' })
      onRemoved()
    })

  return (
    <li className="rounded-md border">
      <article aria-label={backend.name} aria-busy={task !== null}>
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-2">
          <h2 className="text-read font-semibold [overflow-wrap:anywhere]">{backend.name}</h2>
          <ProbeBadge backend={backend} />
          {isServer && (
            <span className="ml-auto flex gap-1">
              <Button size="small" onClick={probe} disabled={task !== null}>
                <RefreshCw aria-hidden /> {task === 'probing' ? 'Probing…' : 'Probe again'}
              </Button>
              <Button
                size="icon-small"
                variant="quiet"
                onClick={remove}
                disabled={task !== null}
                aria-label={`Remove ${backend.name}`}
              >
                <Trash2 aria-hidden />
              </Button>
            </span>
          )}
        </header>
        <BackendFacts backend={backend} />
        {problem && (
          <Notice tone="fault" title="That did not work" className="mx-3 mb-3">
            {problem}
          </Notice>
        )}
        {isServer && <ProbeChecks backend={backend} />}
      </article>
    </li>
  )
}

function ProbeBadge({ backend }: { backend: Backend }) {
  if (backend.kind === 'built-in') return <Badge>always there</Badge>
  if (backend.probe === null) return <Badge>not probed</Badge>
  return backend.probe.ok ? <Badge tone="signal">can score</Badge> : <Badge tone="fault">cannot score</Badge>
}

function BackendFacts({ backend }: { backend: Backend }) {
  const { kind, baseUrl, model, hasSecret, settings } = backend
  const label = BACKEND_KINDS.find((candidate) => candidate.key === kind)?.label ?? kind
  const facts: [name: string, value: string][] = [['Kind', label]]
  if (baseUrl !== '') facts.push(['Address', baseUrl])
  if (model !== '') facts.push(['Model', model])
  facts.push(['Slots', formatCount(settings.slots)])
  if (kind !== 'built-in') {
    facts.push(['BOS, EOS', `${settings.bosId ?? 'none'}, ${settings.eosId}`])
    facts.push(['Tokenizer', settings.tokenizer === 'server' ? 'of the server' : settings.tokenizer])
    facts.push(['Timeout', formatDuration(settings.timeoutMs)])
    facts.push(['Secret', hasSecret ? 'set, never shown' : 'none'])
  }
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2 px-3 py-2.5">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-meta text-ink-faint">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
