'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { FACETS, OPTIONAL_COLUMNS, TEXT_FIELDS } from '@/lib/core/columns'
import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Filter } from '@/lib/core/filter'
import { filterSchema } from '@/lib/core/filter-schema'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input, Select } from '../ui/input'
import { Popover } from '../ui/popover'

const KINDS = [
  { key: 'direction', label: 'Direction of the row' },
  { key: 'history', label: 'Some history item' },
  { key: 'range', label: 'Length or count' },
  { key: 'text', label: 'Text' },
  { key: 'missing', label: 'Missing part' },
] as const

type Kind = (typeof KINDS)[number]['key']

interface ConditionPopoverProps {
  readonly trigger: ReactNode
  readonly onAdd: (condition: Filter) => void
}

/** A small form for any one condition, negated or not, beside its trigger; it opens as it comes. */
export function ConditionPopover({ trigger, onAdd }: ConditionPopoverProps) {
  return (
    <Popover label="Add a condition" className="w-80" trigger={trigger} defaultOpen>
      <ConditionForm onAdd={onAdd} />
    </Popover>
  )
}

function ConditionForm({ onAdd }: { onAdd: (condition: Filter) => void }) {
  const [kind, setKind] = useState<Kind>('direction')
  const [problem, setProblem] = useState<string | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const condition = readCondition(kind, new FormData(event.currentTarget))
    if (condition === null) return setProblem('Fill in at least one value.')
    setProblem(null)
    onAdd(condition)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="About" htmlFor="condition-kind">
        <Select
          id="condition-kind"
          value={kind}
          onChange={(event) => setKind(KINDS.find(({ key }) => key === event.target.value)?.key ?? kind)}
        >
          {KINDS.map((option) => (
            <option key={option.key} value={option.key}>
              {option.label}
            </option>
          ))}
        </Select>
      </Field>
      <ConditionFields kind={kind} />
      <label className="flex items-center gap-2">
        <input type="checkbox" name="not" className="size-4 accent-(--ink)" /> Keep the rows that do not meet it
      </label>
      {problem && (
        <p role="alert" className="text-meta text-fault">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary">
        Add condition
      </Button>
    </form>
  )
}

function ConditionFields({ kind }: { kind: Kind }) {
  switch (kind) {
    case 'direction':
    case 'history':
      return (
        <>
          <Field label="Dimension" htmlFor="condition-dimension">
            <Select id="condition-dimension" name="dimension">
              {DIMENSIONS.map((dimension) => (
                <option key={dimension.key} value={dimension.key}>
                  {dimension.label}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Pole" htmlFor="condition-pole">
            <Select id="condition-pole" name="pole">
              <option value="positive">+ positive</option>
              <option value="negative">− negative</option>
              {kind === 'direction' && <option value="neutral">neutral</option>}
            </Select>
          </Field>
        </>
      )
    case 'range':
      return (
        <>
          <Field label="Measure" htmlFor="condition-facet">
            <Select id="condition-facet" name="facet">
              {FACETS.map((facet) => (
                <option key={facet.key} value={facet.key}>
                  {facet.label} ({facet.unit})
                </option>
              ))}
            </Select>
          </Field>
          <div className="grid grid-cols-2 gap-2">
            <Field label="From" htmlFor="condition-min">
              <Input id="condition-min" name="min" type="number" step={1} />
            </Field>
            <Field label="To" htmlFor="condition-max" hint="both included">
              <Input id="condition-max" name="max" type="number" step={1} />
            </Field>
          </div>
        </>
      )
    case 'text':
      return (
        <>
          <Field label="Contains" htmlFor="condition-query" hint="letter case is ignored">
            <Input id="condition-query" name="query" maxLength={400} />
          </Field>
          <fieldset className="flex flex-wrap gap-x-3 gap-y-1">
            <legend className="mb-1 text-meta font-medium text-ink-soft">In</legend>
            {TEXT_FIELDS.map((field) => (
              <label key={field.key} className="flex items-center gap-1.5">
                <input
                  type="checkbox"
                  name="field"
                  value={field.key}
                  defaultChecked
                  className="size-4 accent-(--ink)"
                />
                {field.label}
              </label>
            ))}
          </fieldset>
        </>
      )
    case 'missing':
      return (
        <Field label="Part that is missing or empty" htmlFor="condition-column">
          <Select id="condition-column" name="column">
            {OPTIONAL_COLUMNS.map((column) => (
              <option key={column.key} value={column.key}>
                {column.label}
              </option>
            ))}
          </Select>
        </Field>
      )
  }
}

/** The condition that the form describes, or `null` when it says nothing. */
function readCondition(kind: Kind, form: FormData): Filter | null {
  const number = (name: string) => (form.get(name) ? Number(form.get(name)) : null)
  const isNeutral = kind === 'direction' && form.get('pole') === 'neutral'
  const raw = {
    kind: isNeutral ? 'neutral' : kind,
    dimension: form.get('dimension'),
    pole: form.get('pole'),
    facet: form.get('facet'),
    min: number('min'),
    max: number('max'),
    query: form.get('query'),
    fields: form.getAll('field'),
    column: form.get('column'),
  }
  if (kind === 'range' && raw.min === null && raw.max === null) return null
  const parsed = filterSchema.safeParse(raw)
  if (!parsed.success) return null
  return form.get('not') ? { kind: 'not', filter: parsed.data } : parsed.data
}
