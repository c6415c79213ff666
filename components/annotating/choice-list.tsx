'use client'
import { useId } from 'react'
import { classNames } from '../ui/class-names'
import { Kbd } from '../ui/kbd'
import type { Choice } from './edit-answers'
import { MOST_CHOICES } from './key-actions'

interface ChoiceListProps {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onChoose: (value: string) => void
  readonly onFocus?: () => void
  /** Several may be chosen. */
  readonly isMany?: boolean
  /** By place from 0 the key that chooses it, shown where the keys work now. */
  readonly keyOf: ((place: number) => string | null) | null
  /** One line, as of a scale or a judgement. */
  readonly isLine?: boolean
}

/** Answers to choose from, each as large as a thumb. */
export function ChoiceList({ label, choices, chosen, onChoose, onFocus, isMany, keyOf, isLine }: ChoiceListProps) {
  const name = useId()
  const longest = Math.max(0, ...choices.map((choice) => choice.label.length))
  return (
    <fieldset
      aria-label={label}
      className={classNames(
        'min-w-0 gap-1.5',
        isLine ? 'flex' : 'grid',
        !isLine && longest <= 22 && (choices.length % 3 === 0 && longest <= 14 ? 'grid-cols-3' : 'grid-cols-2'),
      )}
    >
      {choices.map(({ value, label: text, hint }, place) => {
        const key = place < MOST_CHOICES ? (keyOf?.(place) ?? null) : null
        return (
          <label
            key={value}
            className={classNames(
              'relative flex min-h-9 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-2.5 py-1 text-body hover:bg-raised has-checked:border-ink has-checked:bg-ink has-checked:text-ground has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-signal max-[1023px]:min-h-11',
              isLine && 'min-h-8 justify-center px-1.5 py-0.5',
            )}
          >
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(value)}
              onFocus={onFocus}
              onChange={() => onChoose(value)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-md opacity-0"
            />
            {isMany && (
              <span
                aria-hidden
                className="grid size-4 shrink-0 place-items-center rounded-sm border border-current text-meta"
              >
                {chosen.includes(value) ? '✓' : ''}
              </span>
            )}
            <span className={classNames('min-w-0', !isLine && 'flex-1')}>
              {text}
              {hint && <span className="ml-1 text-meta opacity-80">{hint}</span>}
            </span>
            {key !== null && (
              <span aria-hidden className="max-[1023px]:hidden [&>kbd]:bg-ground">
                <Kbd>{key}</Kbd>
              </span>
            )}
          </label>
        )
      })}
    </fieldset>
  )
}
