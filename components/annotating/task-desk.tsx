'use client'
import { useEffect, useRef, useState } from 'react'
import { askedDimensions } from '@/lib/core/annotation/check-answers'
import type { Project } from '@/lib/core/annotation/project'
import type { Task } from '@/lib/core/annotation/task'
import { parseSigns } from '@/lib/core/direction'
import { ActionBar } from './action-bar'
import { completeAnswers, findOpenQuestions } from './complete-answers'
import { DeskLayout } from './desk-layout'
import type { DeskSession } from './desk-session'
import type { DeskSnapshot } from './desk-snapshot'
import type { OpenReason } from './desk-state'
import { agreeWithRest, choose, listChoices } from './edit-answers'
import { ItemHead } from './item-head'
import { describeChord } from './key-map'
import { markSubmit, measureNextItem } from './measure-next'
import { isTyped, QuestionCard } from './question-card'
import { listStops, nextOpenStop, stopId } from './question-stops'
import { isScrolledTo, scrollIntoBox } from './scroll-into-box'
import { SkipDialog } from './skip-dialog'
import { type OwnKeys, useKeyActions } from './use-keys'
import { useTaskForm } from './use-task-form'

interface TaskDeskProps {
  readonly project: Project
  readonly session: DeskSession
  readonly snapshot: DeskSnapshot
  readonly task: Task
  readonly reason: OpenReason | null
  readonly own: OwnKeys
  /** Opens a panel or the sheet of keys; whether the action is one of those. */
  readonly onPanel: (action: string) => boolean
}

/** One item: its texts, the questions about it, and what can be done with it. Needs a `key` of its own for each form. */
export function TaskDesk({ project, session, snapshot, task, reason, own, onPanel }: TaskDeskProps) {
  const form = useTaskForm(session, task)
  const { answers } = form
  const { questions } = project
  const direction = task.item.direction === null ? null : parseSigns(task.item.direction)
  const stops = listStops(questions, direction)
  const [at, setAt] = useState(() => nextOpenStop(stops, -1, answers) ?? 0)
  const [cue, setCue] = useState<number | null>(null)
  const [isTold, setIsTold] = useState(false)
  const [isSkipping, setIsSkipping] = useState(false)
  const findInput = useRef<HTMLInputElement>(null)
  const questionsBox = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLHeadingElement>(null)
  const stop = stops[at] ?? null
  const open = findOpenQuestions(questions, answers, direction)
  const isSkipped = task.state === 'skipped'
  const isAnswered = task.state === 'done'

  useEffect(measureNextItem, [])

  // The next item is told to screen readers, and Tab goes on from it.
  const { formId } = snapshot
  useEffect(() => {
    // Nor must the keys of the first item press the menu in which somebody chose who they are.
    if (formId > 1 || document.activeElement !== document.body) head.current?.focus({ preventScroll: true })
  }, [formId])

  /** Moves the keys to a stop, and what is typed to its field. */
  function goTo(place: number) {
    const next = stops[Math.max(0, Math.min(stops.length - 1, place))]
    if (!next) return
    setAt(stops.indexOf(next))
    const box = questionsBox.current?.querySelector(`[data-stop="${stopId(next)}"]`)
    if (box instanceof HTMLElement) scrollIntoBox(box, 'nearest')
    if (isTyped(next.question)) box?.querySelector('textarea')?.focus()
    else if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur()
  }

  function chooseAt(place: number, value: string) {
    const target = stops[place]
    if (!target) return
    const next = choose(target.question, target.part, value, answers)
    form.change(next)
    const open = target.question.kind === 'flags' ? null : nextOpenStop(stops, place, next)
    goTo(open === null || isTypedStop(open) ? place : open)
  }

  function isTypedStop(place: number): boolean {
    const target = stops[place]
    return target !== undefined && isTyped(target.question)
  }

  function submit() {
    if (open.size > 0) {
      setIsTold(true)
      const first = stops.findIndex(({ question }) => open.has(question.key))
      const openPart = nextOpenStop(stops, first - 1, answers)
      goTo(openPart ?? first)
      return
    }
    markSubmit()
    session.submit(task, completeAnswers(questions, answers), form.finish())
  }

  function act(action: string): boolean {
    const choice = /^choose-(\d)$/.exec(action)
    if (choice) {
      const value = stop && listChoices(stop.question, stop.part, task.chosenSide)[Number(choice[1]) - 1]?.value
      if (value === undefined || value === null || isSkipped) return false
      chooseAt(at, value)
      return true
    }
    switch (action) {
      case 'submit':
      case 'submit-typing':
        if (isSkipped) session.takeBack(task)
        else submit()
        return true
      case 'save':
        form.save()
        return true
      case 'skip':
        if (!isSkipped && !isAnswered) setIsSkipping(true)
        return true
      case 'undo':
        void session.undo()
        return true
      case 'back':
        if (!session.back()) onPanel('items')
        return true
      case 'forward':
        session.forward()
        return true
      case 'next-question':
        goTo(at + 1)
        return true
      case 'previous-question':
        goTo(at - 1)
        return true
      case 'agree-rest':
        return agreeRest()
      case 'find':
        findInput.current?.focus()
        return findInput.current !== null
      case 'texts':
        moveBetween()
        return true
      default:
        return onPanel(action)
    }
  }

  function agreeRest(): boolean {
    const verify = questions.find((question) => question.kind === 'verify')
    if (!verify) return false
    const next = agreeWithRest(verify.key, askedDimensions(verify, direction), answers)
    form.change(next)
    goTo(nextOpenStop(stops, at, next) ?? at)
    return true
  }

  /** From the texts to the questions and back: with the focus, and on a narrow screen with the scroll. */
  function moveBetween() {
    const box = questionsBox.current
    if (!box) return
    const isThere = box.contains(document.activeElement) || isScrolledTo(box)
    const target = isThere ? head.current : box
    target?.focus({ preventScroll: true })
    if (target) scrollIntoBox(target, 'start')
  }

  useKeyActions(own.keys, act)

  return (
    <>
      <DeskLayout
        head={
          <ItemHead task={task} reason={reason} snapshot={snapshot} onHold={() => void session.take()} ref={head} />
        }
        task={task}
        cue={cue}
        questionsBox={questionsBox}
        questions={
          <fieldset disabled={isSkipped} className="flex min-w-0 flex-col divide-y disabled:opacity-60">
            {questions.map((question) => (
              <QuestionCard
                key={question.key}
                task={task}
                direction={direction}
                question={question}
                answers={answers}
                activePart={stop?.question.key === question.key ? stop.part : null}
                missing={isTold ? (open.get(question.key) ?? null) : null}
                keys={own.keys}
                findInput={findInput}
                onAnswers={form.change}
                onActive={(part) => {
                  const place = stops.findIndex((one) => one.question.key === question.key && one.part === part)
                  if (place !== -1) setAt(place)
                }}
                onChoose={(part, value) => {
                  const place = stops.findIndex((one) => one.question.key === question.key && one.part === part)
                  chooseAt(place, value)
                }}
                onCue={setCue}
                keyOf={(place) => describeChord(own.keys.get(`choose-${place + 1}`) ?? '')}
              />
            ))}
          </fieldset>
        }
        actions={
          <ActionBar
            keys={own.keys}
            primary={
              isSkipped
                ? { label: 'Take the skip back', onPress: () => session.takeBack(task) }
                : { label: isAnswered ? 'Change the answer' : 'Submit', onPress: submit }
            }
            onSkip={isSkipped || isAnswered ? null : () => setIsSkipping(true)}
            onUndo={() => void session.undo()}
            onBack={() => act('back')}
            onMove={moveBetween}
            onForward={reason === 'looked-up' ? () => session.forward() : null}
            open={isSkipped ? 0 : open.size}
            draft={snapshot.draft}
          />
        }
      />
      <SkipDialog
        open={isSkipping}
        onOpenChange={setIsSkipping}
        onSkip={(why, note) => {
          setIsSkipping(false)
          markSubmit()
          form.finish()
          session.skip(task, answers, why, note)
        }}
      />
    </>
  )
}
