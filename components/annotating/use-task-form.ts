'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import type { Task } from '@/lib/core/annotation/task'
import { ActiveClock } from './active-clock'
import type { DeskSession } from './desk-session'
import { startAnswers } from './drafts'

/** Typing that rests for this long is sent as a draft, in milliseconds. */
const REST_MS = 700

/** Answers in the making: kept in this browser at every change, sent as a draft when the typing rests. */
export interface TaskForm {
  readonly answers: GivenAnswers
  /** Whether something was changed since the form came up. */
  readonly isChanged: boolean
  readonly change: (answers: GivenAnswers) => void
  /** Sends the draft now. */
  readonly save: () => void
  /** Time at the item so far, in milliseconds; nothing is sent as a draft any more. */
  readonly finish: () => number
}

/** The form of one task; give the component that uses it the task's form id as its `key`. */
export function useTaskForm(session: DeskSession, task: Task): TaskForm {
  const [answers, setAnswers] = useState(() => startAnswers(task, session.shelf.read(task.id)))
  const [isChanged, setIsChanged] = useState(false)
  const [keeper] = useState(() => new DraftKeeper(session, task))
  const isFirst = useRef(true)

  useEffect(() => keeper.start(setAnswers), [keeper])

  // What this browser alone has is sent without waiting for the next change.
  useEffect(() => {
    if (!isFirst.current) return
    isFirst.current = false
    const local = session.shelf.read(task.id)
    if (local && !local.isSent) session.sendDraft(task.id, local.answers)
  }, [session, task])

  return useMemo(
    () => ({
      answers,
      isChanged,
      change: (next: GivenAnswers) => {
        setAnswers(next)
        setIsChanged(true)
        keeper.change(next)
      },
      save: () => keeper.flush(),
      finish: () => keeper.finish(),
    }),
    [answers, isChanged, keeper],
  )
}

/** Keeps the answers of one form, and the time that somebody spends at it. */
class DraftKeeper {
  readonly #session: DeskSession
  readonly #taskId: string
  readonly #clock: ActiveClock
  #unsent: GivenAnswers | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #isFinished = false

  constructor(session: DeskSession, { id }: Task) {
    this.#session = session
    this.#taskId = id
    this.#clock = new ActiveClock(session.shelf.read(id)?.activeMs ?? 0)
  }

  /** Follows signs of life and other tabs until the returned function is called. */
  start(onAnswers: (answers: GivenAnswers) => void): () => void {
    const touch = () => {
      this.#clock.touch(performance.now())
      this.#session.renew()
    }
    const onVisibility = () => {
      if (document.visibilityState === 'visible') touch()
      else {
        this.#clock.pause(performance.now())
        this.flush()
      }
    }
    const key = this.#session.shelf.key(this.#taskId)
    const onStorage = (event: StorageEvent) => {
      const local = event.key === key && !this.#isFinished ? this.#session.shelf.read(this.#taskId) : null
      if (!local) return
      this.#unsent = null
      onAnswers(local.answers)
    }
    const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'] as const
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true })
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('storage', onStorage)
    if (document.visibilityState === 'visible') touch()
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true })
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('storage', onStorage)
      this.#clock.pause(performance.now())
      this.flush()
    }
  }

  change(answers: GivenAnswers): void {
    this.#unsent = answers
    const activeMs = this.#clock.read(performance.now())
    const isKept = this.#session.shelf.keep(this.#taskId, { answers, activeMs, isSent: false })
    if (!isKept)
      this.#session.say({
        tone: 'fault',
        text: 'This browser has no room for drafts. What you type is sent to the server; do not close the page before it says so.',
      })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), REST_MS)
  }

  /** Sends what was not sent yet. */
  flush(): void {
    clearTimeout(this.#timer)
    if (this.#unsent === null || this.#isFinished) return
    this.#session.sendDraft(this.#taskId, this.#unsent)
    this.#unsent = null
  }

  finish(): number {
    clearTimeout(this.#timer)
    this.#isFinished = true
    return this.#clock.read(performance.now())
  }
}
