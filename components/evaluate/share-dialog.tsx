'use client'
import { type FormEvent, useState } from 'react'
import type { RunReport } from '@/lib/core/run-report'
import { type ShareReport, shareReportSchema } from '@/lib/core/share'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input, Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { requestJson } from '../ui/request'

interface ShareDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly run: RunReport
}

const DAY_MS = 86_400_000

/** Freezes the result behind an unguessable link. */
export function ShareDialog({ open, onOpenChange, run }: ShareDialogProps) {
  const [share, setShare] = useState<ShareReport | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const days = Number(form.get('days'))
    const expiresAt = days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null
    setIsBusy(true)
    setProblem(null)
    try {
      const body = { runId: run.id, title: form.get('title'), expiresAt }
      setShare(await requestJson(shareReportSchema, '/api/v1/shares', { method: 'POST', body }))
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Share this result"
      description="A frozen, read-only page. It holds numbers and provenance, no text of the rows."
    >
      {share ? (
        <ShareLink share={share} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Title" htmlFor="share-title">
            <Input id="share-title" name="title" required maxLength={120} defaultValue={run.name} />
          </Field>
          <Field label="The link ends" htmlFor="share-days" hint="It can be revoked at any time under Dashboards.">
            <Select id="share-days" name="days" defaultValue="0">
              <option value="0">never by itself</option>
              <option value="7">in 7 days</option>
              <option value="30">in 30 days</option>
              <option value="365">in a year</option>
            </Select>
          </Field>
          {problem && (
            <Notice tone="fault" title="Nothing was shared">
              {problem}
            </Notice>
          )}
          <Button type="submit" variant="primary" disabled={isBusy} className="self-start">
            Freeze and make a link
          </Button>
        </form>
      )}
    </Dialog>
  )
}

function ShareLink({ share }: { share: ShareReport }) {
  const path = `/d/${share.token}`
  return (
    <div className="flex flex-col gap-3">
      <p>Anyone who has this link and reaches this server can read the result.</p>
      <div className="flex items-center gap-2 rounded-md border bg-raised p-2">
        <a
          href={path}
          target="_blank"
          rel="noreferrer"
          className="min-w-0 flex-1 truncate font-mono text-meta text-signal underline"
        >
          {new URL(path, window.location.href).href}
        </a>
        <CopyButton label="Copy link" text={() => new URL(path, window.location.href).href} />
      </div>
    </div>
  )
}
