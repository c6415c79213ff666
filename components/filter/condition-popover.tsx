'use client'
import type { ReactNode } from 'react'
import type { Filter } from '@/lib/core/filter'
import { Popover } from '../ui/popover'
import type { ConditionChoices } from './condition-choices'
import { ConditionForm } from './condition-form'

interface ConditionPopoverProps {
  readonly trigger: ReactNode
  readonly choices: ConditionChoices
  readonly onAdd: (condition: Filter) => void
}

/** A small form for any one condition, negated or not, beside its trigger; it opens as it comes. */
export function ConditionPopover({ trigger, choices, onAdd }: ConditionPopoverProps) {
  return (
    <Popover label="Add a condition" className="w-80" trigger={trigger} defaultOpen>
      <ConditionForm condition={null} choices={choices} submit="Add condition" onSubmit={onAdd} />
    </Popover>
  )
}
