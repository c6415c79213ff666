'use client'
import { X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { type Dimension, findDimension } from '@/lib/core/dimensions'
import { polarityTraps } from '@/lib/core/profile-traps'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Input } from '../ui/input'
import { Kbd } from '../ui/kbd'
import type { DirectionMark } from './edit-answers'
import { findDimensions } from './find-dimensions'
import { chordOf, describeChord, findAction, type KeyMap } from './key-map'

/** Found dimensions that are shown at a time. */
const MOST_FOUND = 6
const MARKS: readonly { readonly mark: DirectionMark; readonly sign: string; readonly words: string }[] = [
  { mark: '+', sign: '+', words: 'positive' },
  { mark: '-', sign: '−', words: 'negative' },
  { mark: '?', sign: '?', words: 'not sure' },
]
const ACTION_MARKS: Readonly<Record<string, DirectionMark | null>> = {
  'mark-positive': '+',
  'mark-negative': '-',
  'mark-unsure': '?',
  'mark-neutral': null,
}

interface DirectionQuestionProps {
  readonly title: string
  /** Keys of the dimensions that may be marked. */
  readonly offered: readonly string[]
  readonly answer: GivenAnswers[string] | undefined
  readonly onMark: (dimension: string, mark: DirectionMark | null) => void
  readonly onCue: (index: number | null) => void
  readonly keys: KeyMap
  readonly input: RefObject<HTMLInputElement | null>
}

/** Ninety dimensions by exception: all are neutral until one is typed for and marked. */
export function DirectionQuestion({ title, offered, answer, onMark, onCue, keys, input }: DirectionQuestionProps) {
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [at, setAt] = useState(0)
  const listId = useId()
  const marks = answer?.kind === 'direction' ? answer.marks : {}
  const markOf = (key: string) => Object.entries(marks).find(([one]) => one === key)?.[1] ?? null
  const found = findDimensions(text, offered)
  const shown = found.slice(0, MOST_FOUND)
  const current = shown[Math.min(at, shown.length - 1)] ?? null
  const marked = Object.keys(marks).flatMap((key) => findDimension(key) ?? [])

  function point(place: number) {
    setAt(place)
    onCue(shown[place]?.index ?? null)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') point(Math.min(shown.length - 1, at + 1))
    else if (event.key === 'ArrowUp') point(Math.max(0, at - 1))
    else if (event.key === 'Escape') {
      setText('')
      setIsOpen(false)
      onCue(null)
      input.current?.blur()
    } else {
      const chord = chordOf(event)
      const action = chord === null ? null : findAction(keys, chord, 'find')
      const mark = action === null ? undefined : ACTION_MARKS[action]
      if (mark === undefined || !current || text.trim() === '') return
      markFound(current, mark)
    }
    event.preventDefault()
  }

  function markFound({ key }: Dimension, mark: DirectionMark | null) {
    onMark(key, mark)
    setText('')
    setAt(0)
    onCue(null)
  }

  return (
    <div className="flex flex-col gap-2">
      {marked.length > 0 && (
        <ul aria-label="Marked dimensions" className="flex flex-col divide-y rounded-md border">
          {marked.map((dimension) => (
            <li
              key={dimension.key}
              onPointerEnter={() => onCue(dimension.index)}
              onPointerLeave={() => onCue(null)}
              className="flex items-center gap-2 px-2 py-1.5"
            >
              <DimensionWords dimension={dimension} mark={markOf(dimension.key)} />
              <MarkButtons
                dimension={dimension}
                mark={markOf(dimension.key)}
                onMark={(mark) => onMark(dimension.key, mark)}
              />
              <Button
                variant="quiet"
                size="icon-small"
                aria-label={`${dimension.label} is neutral`}
                title="Neutral again"
                onClick={() => onMark(dimension.key, null)}
                className="max-[1023px]:size-11"
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-soft">
        {marked.length === 0
          ? `All ${offered.length} dimensions are neutral.`
          : `The other ${offered.length - marked.length} are neutral.`}
      </p>
      <Input
        ref={input}
        type="search"
        aria-label={`${title}: find a dimension`}
        aria-controls={listId}
        autoComplete="off"
        spellCheck={false}
        placeholder="Type to find a dimension: open, concise, food …"
        value={text}
        onFocus={() => setIsOpen(true)}
        onChange={(event) => {
          setText(event.target.value)
          setIsOpen(true)
          setAt(0)
          const [first] = findDimensions(event.target.value, offered)
          onCue(event.target.value.trim() === '' ? null : (first?.index ?? null))
        }}
        onKeyDown={onKeyDown}
        className="max-[1023px]:h-11"
      />
      <p aria-live="polite" className="sr-only">
        {isOpen && text.trim() !== '' && describeCurrent(current, found.length)}
      </p>
      <div id={listId}>
        {isOpen && text.trim() !== '' && (
          <ul aria-label="Dimensions found" className="flex flex-col divide-y rounded-md border">
            {shown.map((dimension, place) => (
              <li
                key={dimension.key}
                onPointerEnter={() => point(place)}
                className={classNames('flex flex-col gap-1 px-2 py-1.5', dimension === current && 'bg-sunken')}
              >
                <div className="flex items-center gap-2">
                  <DimensionWords dimension={dimension} mark={markOf(dimension.key)} isFull />
                  <MarkButtons
                    dimension={dimension}
                    mark={markOf(dimension.key)}
                    onMark={(mark) => markFound(dimension, mark)}
                  />
                </div>
                {dimension === current && <Definition dimension={dimension} />}
              </li>
            ))}
          </ul>
        )}
        {isOpen && text.trim() !== '' && (
          <p className="mt-1 flex flex-wrap items-center gap-x-2 text-meta text-ink-faint">
            {found.length === 0 && 'No dimension has this in its name or poles.'}
            {found.length > MOST_FOUND && `${MOST_FOUND} of ${found.length}: type on. `}
            {found.length > 0 && <KeyHints keys={keys} />}
          </p>
        )}
      </div>
    </div>
  )
}

function describeCurrent(current: Dimension | null, count: number): string {
  if (!current) return 'No dimension found'
  return `${current.label}: plus, ${current.positive}; minus, ${current.negative}. ${count} found`
}

function DimensionWords({
  dimension,
  mark,
  isFull,
}: {
  dimension: Dimension
  mark: DirectionMark | null
  isFull?: boolean
}) {
  const { label, positive, negative, group } = dimension
  return (
    <p className="min-w-0 flex-1">
      <span className="font-medium" style={{ color: `var(--group-${group})` }}>
        {label}
      </span>
      <span className="block text-meta text-ink-soft">
        {isFull || mark === '?' ? (
          <>
            <span className={mark === '+' ? 'font-semibold text-ink' : undefined}>+ {positive}</span>
            <br />
            <span className={mark === '-' ? 'font-semibold text-ink' : undefined}>− {negative}</span>
          </>
        ) : (
          `${mark === '+' ? `+ ${positive}` : `− ${negative}`}`
        )}
      </span>
    </p>
  )
}

/** What a dimension means and what is easily misread about it. */
function Definition({ dimension }: { dimension: Dimension }) {
  return (
    <div className="text-meta">
      <p className="text-ink-soft">{dimension.name}</p>
      {polarityTraps(dimension.index).map((trap) => (
        <p key={trap} className="text-warn">
          {trap}
        </p>
      ))}
    </div>
  )
}

interface MarkButtonsProps {
  readonly dimension: Dimension
  readonly mark: DirectionMark | null
  readonly onMark: (mark: DirectionMark) => void
}

function MarkButtons({ dimension, mark, onMark }: MarkButtonsProps) {
  return (
    <fieldset
      aria-label={`Mark ${dimension.label}`}
      className="flex shrink-0 rounded-md border border-line-strong p-0.5"
    >
      {MARKS.map(({ mark: one, sign, words }) => (
        <button
          key={one}
          type="button"
          aria-pressed={mark === one}
          aria-label={`${dimension.label}: ${words}`}
          onClick={() => onMark(one)}
          className="size-7 rounded-sm font-mono text-body text-ink-soft hover:bg-sunken aria-pressed:bg-ink aria-pressed:text-ground max-[1023px]:size-10"
        >
          {sign}
        </button>
      ))}
    </fieldset>
  )
}

function KeyHints({ keys }: { keys: KeyMap }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 max-[1023px]:hidden">
      {(
        [
          ['mark-positive', '+'],
          ['mark-negative', '−'],
          ['mark-unsure', 'not sure'],
        ] as const
      ).map(([id, words]) => (
        <span key={id}>
          <Kbd>{describeChord(keys.get(id) ?? '')}</Kbd> {words}
        </span>
      ))}
    </span>
  )
}
