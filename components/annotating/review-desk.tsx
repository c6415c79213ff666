'use client'
import { useEffect, useRef } from 'react'
import type { Project } from '@/lib/core/annotation/project'
import { DeskLayout } from './desk-layout'
import type { DeskSession } from './desk-session'
import type { DeskSnapshot, Review } from './desk-snapshot'
import { ReviewActions, ReviewCard } from './review-card'
import { type OwnKeys, useKeyActions } from './use-keys'

interface ReviewDeskProps {
  readonly project: Project
  readonly session: DeskSession
  readonly snapshot: DeskSnapshot
  readonly review: Review
  readonly own: OwnKeys
  readonly onPanel: (action: string) => boolean
}

/** An item that was just answered, beside what was expected or suggested. */
export function ReviewDesk({ project, session, snapshot, review, own, onPanel }: ReviewDeskProps) {
  const box = useRef<HTMLDivElement>(null)

  // The outcome takes the place of the questions, also for a screen reader and on a phone.
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  function change() {
    session.takeBack({ ...review.task, answers: review.answers })
  }

  useKeyActions(own.keys, (action) => {
    if (action === 'submit' || action === 'submit-typing') session.closeReview()
    else if (action === 'undo') change()
    else return onPanel(action)
    return true
  })

  return (
    <DeskLayout
      head={null}
      task={review.task}
      cue={null}
      questionsBox={box}
      questions={<ReviewCard project={project} review={review} waitsFor={snapshot.waitsFor} />}
      actions={<ReviewActions keys={own.keys} onNext={() => session.closeReview()} onChange={change} />}
    />
  )
}
