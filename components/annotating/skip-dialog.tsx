'use client'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { SKIP_REASONS, type Skip } from '@/lib/core/annotation/task'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Textarea } from '../ui/input'
import { ChoiceList } from './choice-list'

const WORDS: Readonly<Record<Skip['reason'], string>> = {
  unclear: 'The question is unclear here',
  'cannot-judge': 'I cannot judge this',
  'bad-data': 'The texts are broken or missing',
  sensitive: 'I would rather not read this',
  'conflict-of-interest': 'I know the person or the case',
  other: 'Another reason',
}

interface SkipDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onSkip: (reason: Skip['reason'], note: string) => void
}

/** Lets an item go with a reason; a digit chooses one, Enter skips. */
export function SkipDialog({ open, onOpenChange, onSkip }: SkipDialogProps) {
  const [reason, setReason] = useState<Skip['reason']>('cannot-judge')
  const [note, setNote] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    onSkip(reason, note.trim())
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof HTMLTextAreaElement) return
    const chosen = SKIP_REASONS[Number(event.key) - 1]
    if (chosen) setReason(chosen)
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) onSkip(reason, note.trim())
    else return
    event.preventDefault()
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Skip this item"
      description="It does not come back to you; another person gets it. What you typed stays as a draft, and undo brings the item back."
      className="max-w-md"
    >
      <form onSubmit={submit} onKeyDown={onKeyDown} className="@container flex flex-col gap-3">
        <ChoiceList
          label="Why"
          choices={SKIP_REASONS.map((value) => ({ value, label: WORDS[value] }))}
          chosen={[reason]}
          onChoose={(value) => setReason(SKIP_REASONS.find((one) => one === value) ?? reason)}
          keyOf={(place) => String(place + 1)}
        />
        <Field label="Note, if you like" htmlFor="skip-note">
          <Textarea
            id="skip-note"
            value={note}
            onChange={(event) => setNote(event.target.value)}
            maxLength={2000}
            rows={2}
          />
        </Field>
        <Button type="submit" variant="primary" className="h-9 self-end max-[1023px]:h-11">
          Skip the item
        </Button>
      </form>
    </Dialog>
  )
}
