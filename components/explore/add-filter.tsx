'use client'
import { Plus } from 'lucide-react'
import type { Filter } from '@/lib/core/filter'
import { Button } from '../ui/button'
import { Popover } from '../ui/popover'
import { type ConditionChoices, NO_CHOICES } from './condition-choices'
import { ConditionForm } from './condition-form'

interface AddFilterProps {
  readonly choices?: ConditionChoices
  readonly onAdd: (condition: Filter) => void
}

/** A button that opens the form for one more condition. */
export function AddFilter({ choices = NO_CHOICES, onAdd }: AddFilterProps) {
  return (
    <Popover
      label="Add a condition"
      className="w-80"
      trigger={
        <Button size="small">
          <Plus aria-hidden /> Condition
        </Button>
      }
    >
      <ConditionForm condition={null} choices={choices} submit="Add condition" onSubmit={onAdd} />
    </Popover>
  )
}
