'use client'
import { type FormEvent, useState } from 'react'
import { readHashList } from '@/lib/core/hash-list'
import { saveSelection } from '@/lib/dataset'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Input, Textarea } from '../ui/input'

type Outcome = { readonly tone: 'done' | 'fault'; readonly text: string } | null

/** A form that makes a selection of a list of hashes, from a file or from text. `missing` is the set that is wanted. */
export function ImportSelection({ missing }: { missing: string | null }) {
  const [outcome, setOutcome] = useState<Outcome>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    try {
      const data = new FormData(form)
      const file = data.get('file')
      const text = file instanceof File && file.size > 0 ? await file.text() : String(data.get('list') ?? '')
      const hashes = readHashList(text)
      const name = String(data.get('name') ?? '').trim() || 'Imported'
      const saved = await saveSelection(name, hashes)
      form.reset()
      const rows = `${formatCount(saved.rows)} rows are saved as "${saved.name}"`
      const isOther = missing !== null && saved.id !== missing
      setOutcome({
        tone: isOther ? 'fault' : 'done',
        text: isOther ? `${rows}, but they are another set than ${missing}, for which the address asks.` : `${rows}.`,
      })
    } catch (cause) {
      setOutcome({ tone: 'fault', text: cause instanceof Error ? cause.message : String(cause) })
    }
  }

  return (
    <details open={missing !== null} className="rounded-md border px-3 py-2">
      <summary className="cursor-pointer font-medium">Import a list of hashes</summary>
      <form onSubmit={(event) => void submit(event)} className="mt-2 flex flex-col gap-3">
        {missing && (
          <p className="text-ink-soft">The address names the selection {missing}: import its exported file.</p>
        )}
        <Field label="File" htmlFor="selection-file" hint="a hash a line, or JSON lines with a hash field">
          <Input
            id="selection-file"
            name="file"
            type="file"
            accept=".txt,.jsonl,.ndjson,.json,text/plain"
            className="py-1"
          />
        </Field>
        <Field label="Or the list itself" htmlFor="selection-list">
          <Textarea id="selection-list" name="list" className="font-mono" />
        </Field>
        <Field label="Name" htmlFor="selection-import-name">
          <Input id="selection-import-name" name="name" maxLength={80} placeholder="Imported" />
        </Field>
        {outcome && (
          <p
            role={outcome.tone === 'fault' ? 'alert' : 'status'}
            className={outcome.tone === 'fault' ? 'text-fault' : ''}
          >
            {outcome.text}
          </p>
        )}
        <Button type="submit">Import</Button>
      </form>
    </details>
  )
}
