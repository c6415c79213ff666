'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import { Button } from '../ui/button'
import { Opener } from '../ui/opener'
import { useLater } from '../ui/use-later'
import { type ConditionChoices, NO_CHOICES } from './condition-choices'

const loadPopover = () => import('./condition-popover')

interface AddFilterProps {
  readonly choices?: ConditionChoices
  readonly onAdd: (condition: Filter) => void
}

/** A button that opens the form for one more condition. */
export function AddFilter({ choices = NO_CHOICES, onAdd }: AddFilterProps) {
  const [isWanted, setIsWanted] = useState(false)
  const later = useLater(loadPopover, isWanted)
  const trigger = (
    <Button size="small">
      <Plus aria-hidden /> Condition
    </Button>
  )
  if (later && isWanted) return <later.ConditionPopover trigger={trigger} choices={choices} onAdd={onAdd} />
  return (
    <Opener opens="dialog" onOpen={() => setIsWanted(true)}>
      {trigger}
    </Opener>
  )
}
