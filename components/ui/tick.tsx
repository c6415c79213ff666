import { classNames } from './class-names'

interface TickProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** Beside a title, not in a form. */
  readonly isSmall?: boolean
}

/** A checkbox with its words. */
export function Tick({ label, isOn, onChange, isSmall = false }: TickProps) {
  return (
    <label
      className={classNames('flex items-center', isSmall ? 'min-h-6 gap-1.5 text-meta text-ink-soft' : 'min-h-7 gap-2')}
    >
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-(--ink)"
      />
      {label}
    </label>
  )
}
