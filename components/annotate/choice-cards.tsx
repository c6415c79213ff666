import { classNames } from '../ui/class-names'

interface ChoiceCardsProps<Key extends string> {
  readonly name: string
  readonly label: string
  readonly value: Key
  readonly options: readonly { readonly key: Key; readonly label: string; readonly explanation: string }[]
  readonly onChange: (key: Key) => void
}

/** One of a few choices, each with what it means. */
export function ChoiceCards<Key extends string>({ name, label, value, options, onChange }: ChoiceCardsProps<Key>) {
  return (
    <fieldset
      className={classNames('grid gap-2', options.length === 3 ? 'min-[700px]:grid-cols-3' : 'min-[560px]:grid-cols-2')}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.key}
          className="flex cursor-pointer items-start gap-2 rounded-md border p-2.5 hover:bg-raised has-checked:border-ink has-checked:bg-raised"
        >
          <input
            type="radio"
            name={name}
            checked={option.key === value}
            onChange={() => onChange(option.key)}
            className="mt-0.5 size-4 shrink-0 accent-(--ink)"
          />
          <span>
            <span className="font-medium">{option.label}</span>
            <span className="block text-meta text-ink-soft">{option.explanation}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
