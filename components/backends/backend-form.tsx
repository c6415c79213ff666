'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Field } from '../ui/field'
import { Input, Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { type HttpKind, hintFor, KIND_HINTS, type KindHint } from './kind-hints'
import { readBackendForm } from './prepare-backend'
import { SpecialTokenFields } from './special-token-fields'

/** What a user says of a server, with the advice for its kind. */
export function BackendForm({ onSave }: { onSave: (backend: Record<string, unknown>) => Promise<void> }) {
  const [kind, setKind] = useState<HttpKind>('vllm')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const hint = hintFor(kind)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setIsBusy(true)
    setProblem(null)
    try {
      await onSave(readBackendForm(new FormData(event.currentTarget)))
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
      setIsBusy(false)
    }
  }

  return (
    <form onSubmit={submit} className="grid grid-cols-2 gap-3 max-[720px]:grid-cols-1">
      <Field label="Kind of server" htmlFor="backend-kind">
        <Select
          id="backend-kind"
          name="kind"
          value={kind}
          onChange={(event) => setKind(KIND_HINTS.find(({ key }) => key === event.target.value)?.key ?? kind)}
        >
          {KIND_HINTS.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Name" htmlFor="backend-name">
        <Input id="backend-name" name="name" required maxLength={120} placeholder="AlignXpert on the cluster" />
      </Field>
      <StartAdvice hint={hint} />
      <Field label="Address" htmlFor="backend-address" hint="Without /v1. Redirects are not followed.">
        <Input id="backend-address" name="baseUrl" type="url" required placeholder={hint.address} />
      </Field>
      <Field
        label={hint.needsModel ? 'Model' : 'Model (optional)'}
        htmlFor="backend-model"
        hint="As the server calls it; shown with every result."
      >
        <Input id="backend-model" name="model" required={hint.needsModel} maxLength={300} />
      </Field>
      <Field
        label="Tokenizer"
        htmlFor="backend-tokenizer"
        hint="server, or a tokenizer.json by its name in the folder tokenizers of the data folder."
      >
        <Input id="backend-tokenizer" name="tokenizer" defaultValue="server" required maxLength={120} />
      </Field>
      <Field label="Secret (optional)" htmlFor="backend-secret" hint="Sent as bearer token to this address alone.">
        <Input id="backend-secret" name="secret" type="password" autoComplete="off" />
      </Field>
      <SpecialTokenFields key={kind} />
      <Field label="Slots" htmlFor="backend-slots" hint="Requests at once, of all runs together.">
        <Input id="backend-slots" name="slots" type="number" min={1} max={256} required defaultValue={8} />
      </Field>
      <Field label="Timeout in seconds" htmlFor="backend-timeout" hint="For one request.">
        <Input id="backend-timeout" name="timeout" type="number" min={1} max={3600} required defaultValue={120} />
      </Field>
      <div className="col-span-full flex flex-col gap-3">
        {problem && (
          <Notice tone="fault" title="The backend was not added">
            {problem}
          </Notice>
        )}
        <Button type="submit" variant="primary" disabled={isBusy} className="self-start">
          {isBusy ? 'Probing the server…' : 'Add and probe'}
        </Button>
      </div>
    </form>
  )
}

function StartAdvice({ hint: { command, note } }: { hint: KindHint }) {
  return (
    <div className="col-span-full flex flex-col gap-1.5 rounded-md border bg-raised p-3">
      {command && (
        <div className="flex items-start gap-2">
          <code className="min-w-0 flex-1 font-mono text-meta [overflow-wrap:anywhere]">{command}</code>
          <CopyButton text={command} label="Copy command" />
        </div>
      )}
      <p className="text-meta text-ink-soft">{note}</p>
    </div>
  )
}
