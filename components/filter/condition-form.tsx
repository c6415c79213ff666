'use client'
import { type FormEvent, useId, useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select } from '../ui/input'
import type { ConditionChoices } from './condition-choices'
import { ConditionFields } from './condition-fields'
import { CONDITION_KINDS, readCondition, startCondition } from './read-condition'

interface ConditionFormProps {
  /** The condition that is changed, or `null` for a new one. */
  readonly condition: Filter | null
  readonly choices: ConditionChoices
  readonly submit: string
  readonly onSubmit: (condition: Filter) => void
}

/** A small form for any one condition, negated or not. */
export function ConditionForm({ condition, choices, submit, onSubmit }: ConditionFormProps) {
  const id = useId()
  const start = startCondition(condition)
  const run = start.term?.kind === 'run' ? start.term.run : null
  const [kind, setKind] = useState(start.kind)
  const [problem, setProblem] = useState<string | null>(null)

  function onForm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    const read = readCondition(kind, new FormData(event.currentTarget), run)
    if ('problem' in read) return setProblem(read.problem)
    setProblem(null)
    onSubmit(read.filter)
  }

  return (
    <form onSubmit={onForm} className="flex flex-col gap-3">
      <Field label="About" htmlFor={`${id}-kind`}>
        <Select
          id={`${id}-kind`}
          value={kind}
          onChange={(event) => setKind(CONDITION_KINDS.find(({ key }) => key === event.target.value)?.key ?? kind)}
        >
          {CONDITION_KINDS.filter(({ key }) => key !== 'run' || run !== null).map((option) => (
            <option key={option.key} value={option.key}>
              {option.label}
            </option>
          ))}
        </Select>
      </Field>
      <ConditionFields kind={kind} start={start} choices={choices} id={id} />
      <label className="flex items-center gap-2">
        <input type="checkbox" name="not" defaultChecked={start.isNegated} className="size-4 accent-(--ink)" /> Keep the
        rows that do not meet it
      </label>
      {problem && (
        <p role="alert" className="text-meta text-fault">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary">
        {submit}
      </Button>
    </form>
  )
}
