'use client'
import { ChevronDown, UserRoundPen } from 'lucide-react'
import { useState } from 'react'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { useLater } from '../ui/use-later'
import { chooseAnnotator } from './current-annotator'
import type { Annotators } from './use-annotators'

const loadDialog = () => import('./annotators-dialog')

/** Who works in this browser, with a menu to work as somebody else and to add, rename or archive people. */
export function AnnotatorSwitcher({ annotators }: { annotators: Annotators }) {
  const [isManaging, setIsManaging] = useState(false)
  const dialog = useLater(loadDialog, isManaging)
  const { list, who } = annotators
  const people = (list.value?.annotators ?? []).filter(({ isArchived }) => !isArchived)
  const name = nameOf(annotators)
  return (
    <>
      <Menu
        label="Work as"
        items={[
          ...people.map((person) => ({
            key: person.id,
            label: person.name,
            hint: describe(person, who),
            onSelect: () => chooseAnnotator(person.id),
          })),
          { label: 'Add or change people…', onSelect: () => setIsManaging(true) },
        ]}
        trigger={
          <Button variant="quiet" size="small" aria-label={`You work as ${name}. Change`} className="min-w-0 max-w-52">
            <UserRoundPen aria-hidden />
            <span className="truncate">{name}</span>
            <ChevronDown aria-hidden />
          </Button>
        }
      />
      {dialog && <dialog.AnnotatorsDialog open={isManaging} onOpenChange={setIsManaging} annotators={annotators} />}
    </>
  )
}

function nameOf({ list }: Annotators): string {
  if (list.value?.me) return list.value.me.name
  if (list.phase === 'failed') return 'unknown'
  return list.value ? 'nobody' : '…'
}

function describe({ id, role }: Annotator, who: string | null): string {
  return id === who ? `${role} · now` : role
}
