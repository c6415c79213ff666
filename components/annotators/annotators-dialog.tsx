'use client'
import { type FormEvent, useState } from 'react'
import { type Annotator, annotatorRoleSchema } from '@/lib/core/annotation/annotator'
import { LOCAL_ANNOTATOR } from '@/lib/core/annotation/local-annotator'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input, Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { addAnnotator, changeAnnotator } from './annotators-client'
import { chooseAnnotator } from './current-annotator'
import type { Annotators } from './use-annotators'

interface AnnotatorsDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly annotators: Annotators
}

/** Everyone who annotates or administers: add, rename, give a role, archive and take back. */
export function AnnotatorsDialog({ open, onOpenChange, annotators }: AnnotatorsDialogProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const { who, list, reload } = annotators
  const mayChange = list.value?.me?.role === 'admin'

  async function act(change: (who: string) => Promise<unknown>): Promise<boolean> {
    if (who === null) return false
    setIsBusy(true)
    setProblem(null)
    try {
      await change(who)
      reload()
      return true
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
      return false
    } finally {
      setIsBusy(false)
    }
  }

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const role = annotatorRoleSchema.parse(fields.get('role'))
    if (await act((me) => addAnnotator(me, String(fields.get('name')), role))) form.reset()
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="People"
      description="On this computer nobody signs in: choose who works, and each answer is kept under that name."
    >
      <div className="flex flex-col gap-4">
        {!mayChange && (
          <Notice
            tone="info"
            title="Only an admin changes people"
            actions={
              <Button size="small" onClick={() => chooseAnnotator(LOCAL_ANNOTATOR)}>
                Work as the local administrator
              </Button>
            }
          />
        )}
        {problem && (
          <Notice tone="fault" title="Nothing was changed">
            {problem}
          </Notice>
        )}
        <ul className="flex flex-col divide-y rounded-md border" aria-label="People">
          {(list.value?.annotators ?? []).map((person) => (
            <PersonLine
              key={`${person.id} ${person.name} ${person.role}`}
              person={person}
              isBusy={isBusy || !mayChange}
              onChange={(change) => act((me) => changeAnnotator(me, person.id, change))}
            />
          ))}
        </ul>
        <form onSubmit={add} className="flex flex-wrap items-end gap-3">
          <div className="min-w-40 flex-1">
            <Field label="Name" htmlFor="annotator-name">
              <Input id="annotator-name" name="name" required maxLength={120} autoComplete="off" />
            </Field>
          </div>
          <div className="min-w-40 flex-1">
            <Field label="Role" htmlFor="annotator-role">
              <Select id="annotator-role" name="role" defaultValue="annotator">
                <RoleOptions />
              </Select>
            </Field>
          </div>
          <Button type="submit" variant="primary" disabled={isBusy || !mayChange}>
            Add person
          </Button>
          <p className="basis-full text-meta text-ink-faint">
            An annotator answers and sees nobody else’s answers; a viewer reads results; an admin does everything.
            Archived people do nothing more, their answers stay.
          </p>
        </form>
      </div>
    </Dialog>
  )
}

function RoleOptions() {
  return annotatorRoleSchema.options.map((role) => <option key={role}>{role}</option>)
}

interface PersonLineProps {
  readonly person: Annotator
  readonly isBusy: boolean
  readonly onChange: (change: Parameters<typeof changeAnnotator>[2]) => Promise<boolean>
}

function PersonLine({ person, isBusy, onChange }: PersonLineProps) {
  const [name, setName] = useState(person.name)
  const isLocal = person.id === LOCAL_ANNOTATOR
  const trimmed = name.trim()
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2">
      <Input
        aria-label={`Name of ${person.name}`}
        value={name}
        maxLength={120}
        disabled={isBusy}
        onChange={(event) => setName(event.target.value)}
        className="min-w-32 flex-1"
      />
      <Select
        aria-label={`Role of ${person.name}`}
        value={person.role}
        disabled={isBusy || isLocal}
        onChange={(event) => void onChange({ role: annotatorRoleSchema.parse(event.target.value) })}
        className="w-32"
      >
        <RoleOptions />
      </Select>
      <Button
        size="small"
        disabled={isBusy || trimmed === '' || trimmed === person.name}
        onClick={() => void onChange({ name: trimmed })}
      >
        Rename
      </Button>
      <Button
        size="small"
        disabled={isBusy || isLocal}
        title={isLocal ? 'The local administrator stays' : undefined}
        onClick={() => void onChange({ isArchived: !person.isArchived })}
      >
        {person.isArchived ? 'Take back' : 'Archive'}
      </Button>
    </li>
  )
}
