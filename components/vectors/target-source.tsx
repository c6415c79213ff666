'use client'
import { type FormEvent, useState } from 'react'
import { dimensionAt } from '@/lib/core/dimensions'
import { countActive } from '@/lib/core/direction'
import { parseProfile } from '@/lib/core/profile-text'
import type { NeighbourTarget } from '@/lib/core/vectors-view'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input, Textarea } from '../ui/input'
import { Popover } from '../ui/popover'

/** The ways to a target other than drawing it: a row by its content hash, and the text of a profile. */
export function TargetSource({ onTarget }: { onTarget: (target: NeighbourTarget) => void }) {
  return (
    <>
      <Popover label="Neighbours of a row" className="w-80" trigger={<Button size="small">A row’s hash…</Button>}>
        <HashForm onTarget={onTarget} />
      </Popover>
      <Popover label="Neighbours of a profile" className="w-96" trigger={<Button size="small">Profile text…</Button>}>
        <ProfileForm onTarget={onTarget} />
      </Popover>
    </>
  )
}

function HashForm({ onTarget }: { onTarget: (target: NeighbourTarget) => void }) {
  const [problem, setProblem] = useState<string | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('hash') ?? '')
    const hash = /[0-9a-f]{32}/.exec(text.toLowerCase())?.[0]
    if (hash === undefined) setProblem('A content hash has 32 characters of 0–9 and a–f; a link to a row holds one.')
    else {
      setProblem(null)
      onTarget({ kind: 'row', hash })
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="Content hash, or the link to a row"
        htmlFor="target-hash"
        error={problem}
        hint="An open row of Explore has “Find neighbours”."
      >
        <Input id="target-hash" name="hash" autoComplete="off" spellCheck={false} aria-invalid={problem !== null} />
      </Field>
      <Button type="submit" variant="primary">
        Find its neighbours
      </Button>
    </form>
  )
}

function ProfileForm({ onTarget }: { onTarget: (target: NeighbourTarget) => void }) {
  const [text, setText] = useState('')
  const parsed = parseProfile(text.trim().replace(/\s*\n\s*/g, ' '))
  const active = countActive(parsed.direction)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (active > 0) onTarget({ kind: 'direction', direction: parsed.direction })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field
        label="Profile text"
        htmlFor="target-profile"
        hint="Published pole labels joined by “, ”, as a profile or a PBA prompt writes them."
      >
        <Textarea
          id="target-profile"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="High Openness, Concise communication style, Likes music"
          rows={5}
        />
      </Field>
      {text.trim() !== '' && (
        <div aria-live="polite" className="text-meta text-ink-soft">
          <p>{active} dimensions understood.</p>
          {parsed.conflicts.length > 0 && (
            <p className="text-warn">
              Both poles named, the later one kept:{' '}
              {parsed.conflicts.map((index) => dimensionAt(index).label).join(', ')}.
            </p>
          )}
          {parsed.leftover.length > 0 && (
            <p className="text-warn [overflow-wrap:anywhere]">
              No published label, left out: {parsed.leftover.slice(0, 5).join('; ')}
              {parsed.leftover.length > 5 && ` and ${parsed.leftover.length - 5} more`}.
            </p>
          )}
        </div>
      )}
      <Button type="submit" variant="primary" disabled={active === 0}>
        Find rows like it
      </Button>
    </form>
  )
}
