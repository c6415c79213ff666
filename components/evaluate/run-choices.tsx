import type { Backend } from '@/lib/core/backend'
import { CONDITIONS } from '@/lib/core/conditions'
import { Field } from '../ui/field'
import { Select } from '../ui/input'

/** The persona conditions as radio buttons named `condition`. */
export function ConditionChoice() {
  return (
    <fieldset className="grid gap-2 min-[560px]:grid-cols-2">
      <legend className="sr-only">Persona condition</legend>
      {CONDITIONS.map((condition) => (
        <label
          key={condition.key}
          className="flex cursor-pointer items-start gap-2 rounded-md border p-2.5 hover:bg-raised has-checked:border-ink has-checked:bg-raised"
        >
          <input
            type="radio"
            name="condition"
            value={condition.key}
            defaultChecked={condition.key === 'pair'}
            className="mt-0.5 size-4 shrink-0 accent-(--ink)"
          />
          <span>
            <span className="font-medium">{condition.label}</span>
            <span className="block text-meta text-ink-soft">{condition.explanation}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** The backends as a list to choose one of. */
export function BackendChoice({
  name,
  label,
  backends,
}: {
  name: string
  label: string
  backends: readonly Backend[]
}) {
  return (
    <Field label={label} htmlFor={`run-${name}`}>
      <Select id={`run-${name}`} name={name}>
        {backends.map((backend) => (
          <option key={backend.id} value={backend.id}>
            {backend.name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
