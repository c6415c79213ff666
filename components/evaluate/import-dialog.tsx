'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { runReportSchema } from '@/lib/core/run-report'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { requestJson } from '../ui/request'

interface ImportDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Two eval_data files of the published scripts become a run like any other. */
export function ImportDialog({ open, onOpenChange }: ImportDialogProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setIsBusy(true)
    setProblem(null)
    try {
      const body = new FormData(event.currentTarget)
      const run = await requestJson(runReportSchema, '/api/v1/runs/import', { method: 'POST', body })
      router.push(`/evaluate/${run.id}`)
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
      setIsBusy(false)
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Import results"
      description="JSONL as written by loss_ica.py, loss_pba.py and loss_few_shot.py: idx, nll_loss_all_chosen, nll_loss_all_rejected."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" htmlFor="import-name">
          <Input id="import-name" name="name" required maxLength={120} placeholder="AlignXpert-ICA on PRISM" />
        </Field>
        <Field label="Policy results" htmlFor="import-policy" hint="the personalised model">
          <Input id="import-policy" name="policy" type="file" required accept=".jsonl,.json" className="h-auto py-1" />
        </Field>
        <Field
          label="Reference results"
          htmlFor="import-reference"
          hint="the reference model, few-shot prompt. Rows are joined on idx; what is missing, doubled or torn is counted."
        >
          <Input
            id="import-reference"
            name="reference"
            type="file"
            required
            accept=".jsonl,.json"
            className="h-auto py-1"
          />
        </Field>
        {problem && (
          <Notice tone="fault" title="Nothing was imported">
            {problem}
          </Notice>
        )}
        <Button type="submit" variant="primary" disabled={isBusy} className="self-start">
          {isBusy ? 'Importing…' : 'Import results'}
        </Button>
      </form>
    </Dialog>
  )
}
