'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import { Button } from '../ui/button'
import { Opener } from '../ui/opener'
import { useLater } from '../ui/use-later'

const loadPopover = () => import('./condition-popover')

/** A button that opens the form for one more condition. */
export function AddFilter({ onAdd }: { onAdd: (condition: Filter) => void }) {
  const [isWanted, setIsWanted] = useState(false)
  const later = useLater(loadPopover, isWanted)
  const trigger = (
    <Button size="small">
      <Plus aria-hidden /> Condition
    </Button>
  )
  if (later && isWanted) return <later.ConditionPopover trigger={trigger} onAdd={onAdd} />
  return (
    <Opener opens="dialog" onOpen={() => setIsWanted(true)}>
      {trigger}
    </Opener>
  )
}
