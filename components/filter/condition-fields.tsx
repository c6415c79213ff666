'use client'
import { FACETS, OPTIONAL_COLUMNS, TEXT_FIELDS } from '@/lib/core/columns'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Input, Select } from '../ui/input'
import type { ConditionChoices } from './condition-choices'
import type { ConditionKind, StartingCondition } from './read-condition'

interface ConditionFieldsProps {
  readonly kind: ConditionKind
  readonly start: StartingCondition
  readonly choices: ConditionChoices
  /** Begins the ids of the controls, so that two forms can stand on one page. */
  readonly id: string
}

/** The controls of one kind of condition, filled in from the condition that is changed. */
export function ConditionFields({ kind, start, choices, id }: ConditionFieldsProps) {
  const { term } = start
  switch (kind) {
    case 'direction':
    case 'history':
      return <PoleFields kind={kind} start={start} id={id} />
    case 'range':
      return (
        <>
          <Field label="Measure" htmlFor={`${id}-facet`}>
            <Select id={`${id}-facet`} name="facet" defaultValue={term?.kind === 'range' ? term.facet : undefined}>
              {FACETS.map((facet) => (
                <option key={facet.key} value={facet.key}>
                  {facet.label} ({facet.unit})
                </option>
              ))}
            </Select>
          </Field>
          <EndFields
            id={id}
            step={1}
            ends={term?.kind === 'range' ? [term.min, term.max] : null}
            hint="both included"
          />
        </>
      )
    case 'run':
      return (
        <EndFields id={id} step="any" ends={term?.kind === 'run' ? [term.from, term.to] : null} hint="not included" />
      )
    case 'text':
      return <TextFields start={start} id={id} />
    case 'words':
      return (
        <Field label="Every one of these words" htmlFor={`${id}-query`} hint="whole words; letter case is ignored">
          <Input
            id={`${id}-query`}
            name="query"
            maxLength={400}
            defaultValue={term?.kind === 'words' ? term.query : undefined}
          />
        </Field>
      )
    case 'missing':
      return (
        <Field label="Part that is missing or empty" htmlFor={`${id}-column`}>
          <Select id={`${id}-column`} name="column" defaultValue={term?.kind === 'missing' ? term.column : undefined}>
            {OPTIONAL_COLUMNS.map((column) => (
              <option key={column.key} value={column.key}>
                {column.label}
              </option>
            ))}
          </Select>
        </Field>
      )
    case 'shard':
      return (
        <Field label="Shard" htmlFor={`${id}-shard`}>
          <Select id={`${id}-shard`} name="shard" defaultValue={term?.kind === 'shard' ? term.shard : undefined}>
            {choices.shards.map((name, at) => (
              <option key={name} value={at}>
                {at}: {name}
              </option>
            ))}
            {term?.kind === 'shard' && term.shard >= choices.shards.length && (
              <option value={term.shard}>{term.shard}: not open</option>
            )}
          </Select>
        </Field>
      )
    case 'selection':
      return (
        <Field
          label="Selection"
          htmlFor={`${id}-selection`}
          hint={choices.selections.length === 0 ? 'None is saved: open Selections beside the filter.' : undefined}
        >
          <Select
            id={`${id}-selection`}
            name="selection"
            defaultValue={term?.kind === 'selection' ? term.selection : undefined}
          >
            {choices.selections.map((selection) => (
              <option key={selection.id} value={selection.id}>
                {selection.name} ({formatCount(selection.rows)} rows)
              </option>
            ))}
          </Select>
        </Field>
      )
  }
}

function PoleFields({ kind, start, id }: { kind: 'direction' | 'history'; start: StartingCondition; id: string }) {
  const { term, isNoItem } = start
  const isQuantified = term?.kind === 'history'
  return (
    <>
      {kind === 'history' && (
        <Field label="Items" htmlFor={`${id}-quantifier`} hint="UGC and pairs of the row's history">
          <Select
            id={`${id}-quantifier`}
            name="quantifier"
            defaultValue={isNoItem ? 'no' : isQuantified ? term.quantifier : 'some'}
          >
            <option value="some">some item says</option>
            <option value="every">every item says</option>
            <option value="no">no item says</option>
          </Select>
        </Field>
      )}
      <Field label="Dimension" htmlFor={`${id}-dimension`}>
        <Select
          id={`${id}-dimension`}
          name="dimension"
          defaultValue={term && 'dimension' in term ? term.dimension : undefined}
        >
          {DIMENSIONS.map((dimension) => (
            <option key={dimension.key} value={dimension.key}>
              {dimension.label}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Pole" htmlFor={`${id}-pole`}>
        <Select
          id={`${id}-pole`}
          name="pole"
          defaultValue={term?.kind === 'neutral' ? 'neutral' : term && 'pole' in term ? term.pole : undefined}
        >
          <option value="positive">+ positive</option>
          <option value="negative">− negative</option>
          {kind === 'direction' && <option value="neutral">neutral</option>}
        </Select>
      </Field>
    </>
  )
}

interface EndFieldsProps {
  readonly id: string
  readonly step: number | 'any'
  readonly ends: readonly [number | null, number | null] | null
  readonly hint: string
}

function EndFields({ id, step, ends, hint }: EndFieldsProps) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label="From" htmlFor={`${id}-min`}>
        <Input id={`${id}-min`} name="min" type="number" step={step} defaultValue={ends?.[0] ?? undefined} />
      </Field>
      <Field label="To" htmlFor={`${id}-max`} hint={hint}>
        <Input id={`${id}-max`} name="max" type="number" step={step} defaultValue={ends?.[1] ?? undefined} />
      </Field>
    </div>
  )
}

function TextFields({ start: { term }, id }: { start: StartingCondition; id: string }) {
  return (
    <>
      <Field label="Contains" htmlFor={`${id}-query`} hint="letter case is ignored">
        <Input
          id={`${id}-query`}
          name="query"
          maxLength={400}
          defaultValue={term?.kind === 'text' ? term.query : undefined}
        />
      </Field>
      <fieldset className="flex flex-wrap gap-x-3 gap-y-1">
        <legend className="mb-1 text-meta font-medium text-ink-soft">In</legend>
        {TEXT_FIELDS.map((field) => (
          <label key={field.key} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              name="field"
              value={field.key}
              defaultChecked={term?.kind !== 'text' || term.fields.includes(field.key)}
              className="size-4 accent-(--ink)"
            />
            {field.label}
          </label>
        ))}
      </fieldset>
    </>
  )
}
