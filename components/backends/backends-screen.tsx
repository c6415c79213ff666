'use client'
import { Plus, Server } from 'lucide-react'
import { useState } from 'react'
import type { Backend } from '@/lib/core/backend'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { useLater } from '../ui/use-later'
import { BackendCard } from './backend-card'

const loadDialog = () => import('./add-backend-dialog')

/** The servers that can score, what their probes found, and a way to add one. The built-in scorer is always there. */
export function BackendsScreen({ initial }: { initial: readonly Backend[] }) {
  const [backends, setBackends] = useState(initial)
  const [isAdding, setIsAdding] = useState(false)
  const dialog = useLater(loadDialog, isAdding)
  const servers = backends.filter((backend) => backend.kind !== 'built-in')
  const addButton = (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden /> Add a backend
    </Button>
  )

  function replace(changed: Backend) {
    setBackends((all) => all.map((backend) => (backend.id === changed.id ? changed : backend)))
  }

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-3 p-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-60 flex-1 text-ink-soft">
            A backend gives the log-probability of each token of a response. It is probed when it is added and at the
            start of every run; one that cannot score is refused with the reason.
          </p>
          {servers.length > 0 && addButton}
        </div>
        <ul className="flex flex-col gap-3">
          {backends.map((backend) => (
            <BackendCard
              key={backend.id}
              backend={backend}
              onChanged={replace}
              onRemoved={() => setBackends((all) => all.filter(({ id }) => id !== backend.id))}
            />
          ))}
        </ul>
        {servers.length === 0 && (
          <EmptyState icon={Server} title="No server yet" action={addButton}>
            Rows are scored by the built-in statistical scorer until an inference server is added: vLLM, SGLang, Text
            Generation Inference, the llama.cpp server, or one that speaks OpenAI completions with echo.
          </EmptyState>
        )}
      </div>
      {dialog && (
        <dialog.AddBackendDialog
          open={isAdding}
          onOpenChange={setIsAdding}
          onAdded={(backend) => setBackends((all) => [...all, backend])}
        />
      )}
    </div>
  )
}
