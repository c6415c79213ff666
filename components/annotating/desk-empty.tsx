'use client'
import { CircleCheckBig, CloudOff, Hourglass, Lock } from 'lucide-react'
import { useEffect } from 'react'
import type { Project } from '@/lib/core/annotation/project'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { useLoad } from '../ui/use-load'
import { describeEmptyDesk } from './describe-desk'
import { readProject } from './desk-requests'
import type { DeskSession } from './desk-session'
import type { DeskSnapshot } from './desk-snapshot'
import { forgetSubmit } from './measure-next'
import { type OwnKeys, useKeyActions } from './use-keys'

interface DeskEmptyProps {
  readonly who: string
  readonly project: Project
  readonly session: DeskSession
  readonly snapshot: DeskSnapshot
  readonly own: OwnKeys
  readonly onPanel: (action: string) => boolean
}

/** No item at hand: why, and what to do. */
export function DeskEmpty({ who, project, session, snapshot, own, onPanel }: DeskEmptyProps) {
  const waitsFor = snapshot.waitsFor ?? snapshot.failure
  const { shortage } = snapshot.desk
  useEffect(forgetSubmit, [])
  const now = useLoad(shortage === 'nothing-open' ? project.id : null, (signal) => readProject(who, project.id, signal))
  const isClosed = (now.value ?? project).status === 'closed'
  const { title, text } = describeEmptyDesk(shortage, isClosed, waitsFor)
  const icon = chooseIcon()
  useKeyActions(own.keys, (action) => {
    if (action === 'undo') void session.undo()
    else if (action !== 'back') return onPanel(action)
    else if (!session.back()) onPanel('items')
    return true
  })
  function chooseIcon() {
    if (waitsFor !== null) return CloudOff
    if (isClosed) return Lock
    return shortage === 'held-by-others' ? Hourglass : CircleCheckBig
  }

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <EmptyState
        icon={icon}
        title={title}
        action={
          <>
            <Button onClick={() => session.tryAgain()}>Look again</Button>
            <Button onClick={() => onPanel('items')}>My items</Button>
            <Button variant="quiet" onClick={() => void session.undo()}>
              Undo the last
            </Button>
          </>
        }
      >
        {text}
      </EmptyState>
    </div>
  )
}
