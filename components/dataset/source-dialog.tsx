'use client'
import { FileUp, FolderOpen, Globe, HardDrive, Trash2 } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { formatBytes, formatCount } from '../ui/format'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SyntheticBadge } from '../ui/synthetic-badge'
import { KeptBytesLine } from './kept-bytes-line'
import type { SourceSummary } from './source-summary'
import { addRemoteSource, removeSource } from './sources-client'

interface SourceDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly sources: readonly SourceSummary[]
  readonly onSources: (sources: readonly SourceSummary[]) => void
  readonly onOpenSource: (id: string) => void
  readonly onOpenFiles: (files: File[]) => void
}

/** Where data comes from: what this server offers, files from this computer, and addresses. */
export function SourceDialog({ open, onOpenChange, sources, onSources, onOpenSource, onOpenFiles }: SourceDialogProps) {
  const picker = useRef<HTMLInputElement>(null)
  const folderPicker = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function remove(id: string) {
    try {
      setProblem(null)
      onSources(await removeSource(id))
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }

  function openFiles(list: FileList | null) {
    if (!list || list.length === 0) return
    onOpenChange(false)
    onOpenFiles([...list])
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Open data"
      description="AlignX rows as Parquet, JSON, JSONL, also gzipped."
    >
      <div className="flex flex-col gap-6">
        <section>
          <h3 className="mb-2 font-semibold">From this computer</h3>
          <Button variant="primary" onClick={() => picker.current?.click()}>
            <FileUp aria-hidden /> Choose files
          </Button>{' '}
          <Button onClick={() => folderPicker.current?.click()}>
            <FolderOpen aria-hidden /> Choose a folder
          </Button>
          <input
            ref={(element) => {
              folderPicker.current = element
              element?.setAttribute('webkitdirectory', '')
            }}
            type="file"
            multiple
            aria-label="Folder to open"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => openFiles(event.target.files)}
          />
          <input
            ref={picker}
            type="file"
            multiple
            accept=".parquet,.json,.jsonl,.ndjson,.gz"
            aria-label="Files to open"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => openFiles(event.target.files)}
          />
          <p className="mt-1.5 text-meta text-ink-soft">
            Or drop them anywhere on the page, a prepared folder too. They are read in this tab and never uploaded.
          </p>
        </section>
        <section>
          <h3 className="mb-2 font-semibold">On this server</h3>
          <ul className="flex flex-col divide-y rounded-md border">
            {sources.map((source) => (
              <SourceLine
                key={source.id}
                source={source}
                onOpen={() => {
                  onOpenChange(false)
                  onOpenSource(source.id)
                }}
                onRemove={() => void remove(source.id)}
              />
            ))}
          </ul>
          {problem && (
            <Notice tone="fault" title="The source was not removed" className="mt-2">
              {problem}
            </Notice>
          )}
          {sources.length === 0 && (
            <p className="text-ink-soft">This server offers no data. Set ALIGNX_DATA_DIR to a folder of shards.</p>
          )}
        </section>
        <AddressForm onAdded={onSources} />
        {open && <KeptBytesLine which="all" />}
      </div>
    </Dialog>
  )
}

function SourceLine({ source, onOpen, onRemove }: { source: SourceSummary; onOpen: () => void; onRemove: () => void }) {
  const Icon = source.removable ? Globe : HardDrive
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2">
      <Icon aria-hidden className="size-4 text-ink-faint" />
      <span className="min-w-0 flex-1 truncate font-medium">{source.label}</span>
      {source.synthetic && <SyntheticBadge />}
      {source.kind === 'prepared' && <Badge>prepared</Badge>}
      {source.state === 'unavailable' ? (
        <Badge tone="fault">unreadable</Badge>
      ) : (
        <span className="text-meta text-ink-faint">
          {source.rows !== null && `${formatCount(source.rows)} rows · `}
          {formatCount(source.shardCount)} {source.shardCount === 1 ? 'shard' : 'shards'} · {formatBytes(source.bytes)}
        </span>
      )}
      {source.removable && (
        <Button variant="quiet" size="icon-small" aria-label={`Remove ${source.label}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      )}
      <Button size="small" onClick={onOpen} disabled={source.state !== 'ready'}>
        Open
      </Button>
      {source.problem && <p className="basis-full text-meta text-warn">{source.problem.message}</p>}
    </li>
  )
}

function AddressForm({ onAdded }: { onAdded: (sources: readonly SourceSummary[]) => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    setIsBusy(true)
    setProblem(null)
    try {
      onAdded(await addRemoteSource(String(data.get('address')), String(data.get('token'))))
      form.reset()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <h3 className="font-semibold">By address</h3>
      <Field
        label="Address"
        htmlFor="source-address"
        hint="https://host/shard.parquet, several separated by spaces, the manifest.json of a prepared dataset, or hf://datasets/owner/name"
      >
        <Input id="source-address" name="address" required placeholder="hf://datasets/JinaLeejnl/AlignX" />
      </Field>
      <Field
        label="Access token (optional)"
        htmlFor="source-token"
        hint="Stays on the server and is sent to that hub alone."
      >
        <Input id="source-token" name="token" type="password" autoComplete="off" />
      </Field>
      {problem && (
        <Notice tone="fault" title="This address was not added">
          {problem}
        </Notice>
      )}
      <Button type="submit" disabled={isBusy} className="self-start">
        {isBusy ? 'Checking the address…' : 'Add source'}
      </Button>
    </form>
  )
}
