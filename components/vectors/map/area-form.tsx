'use client'
import { type FormEvent, useState } from 'react'
import type { Box } from '@/lib/core/point-grid'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'

interface AreaFormProps {
  readonly axes: readonly [across: number, up: number]
  /** The rectangle that the fields begin with. */
  readonly box: Box
  readonly onArea: (box: Box) => void
}

/** A rectangle by four numbers: the lasso for whoever does not draw. */
export function AreaForm({ axes, box, onArea }: AreaFormProps) {
  const [problem, setProblem] = useState<string | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const read = (name: string) => {
      const text = String(form.get(name) ?? '')
        .trim()
        .replace('−', '-')
      return text === '' ? Number.NaN : Number(text)
    }
    const area = { left: read('left'), right: read('right'), bottom: read('bottom'), top: read('top') }
    if (!Object.values(area).every(Number.isFinite)) return setProblem('All four are numbers, such as -0.5.')
    if (area.left >= area.right || area.bottom >= area.top) return setProblem('“From” is less than “to” on both axes.')
    setProblem(null)
    onArea(area)
  }

  const field = (name: keyof Box, label: string) => (
    <Field label={label} htmlFor={`area-${name}`}>
      <Input
        id={`area-${name}`}
        name={name}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={box[name].toFixed(2)}
        className="h-7"
      />
    </Field>
  )
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-2">
        {field('left', `Component ${axes[0]} from`)}
        {field('right', 'to')}
        {field('bottom', `Component ${axes[1]} from`)}
        {field('top', 'to')}
      </div>
      <p className="text-meta text-ink-faint">The fields begin with what is in view. “To” is not included.</p>
      {problem && (
        <p role="alert" className="text-meta text-fault">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary">
        Choose this rectangle
      </Button>
    </form>
  )
}
