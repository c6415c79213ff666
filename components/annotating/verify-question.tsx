'use client'
import { findDimension } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import { polarityTraps } from '@/lib/core/profile-traps'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Kbd } from '../ui/kbd'
import { ChoiceList } from './choice-list'
import { listChoices, readChosen } from './edit-answers'
import type { QuestionBodyProps } from './question-body'

interface VerifyQuestionProps extends QuestionBodyProps {
  readonly asked: readonly string[]
  readonly direction: Direction
  readonly onAgreeRest: () => void
  readonly agreeRestKey: string
}

/** Every active dimension of the given direction with its judgement; one key or button agrees with the rest. */
export function VerifyQuestion(props: VerifyQuestionProps) {
  const { question, answers, asked, direction, activePart, onActive, onChoose, onCue, keyOf, onAgreeRest } = props
  const left = asked.filter((key) => readChosen(question, key, answers).length === 0).length
  const choices = listChoices(question, asked[0] ?? '', null)
  if (asked.length === 0)
    return (
      <p className="text-ink-soft">
        The given direction is neutral where this question asks, so there is nothing to judge.
      </p>
    )
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col divide-y rounded-md border">
        {asked.map((key) => {
          const dimension = findDimension(key)
          if (!dimension) return null
          const isPositive = direction[dimension.index] === 1
          const isActive = activePart === key
          const traps = isActive ? polarityTraps(dimension.index) : []
          return (
            <li
              key={key}
              data-stop={`${question.key}.${key}`}
              onPointerEnter={() => onCue(dimension.index)}
              onPointerLeave={() => onCue(null)}
              onFocus={() => onActive(key)}
              className={classNames('flex flex-col gap-1.5 p-2', isActive && 'bg-sunken')}
            >
              <p>
                <span className="font-medium" style={{ color: `var(--group-${dimension.group})` }}>
                  {dimension.label}
                </span>{' '}
                <span aria-hidden className="font-mono text-ink-faint">
                  {isPositive ? '+' : '−'}
                </span>{' '}
                {isPositive ? dimension.positive : dimension.negative}
              </p>
              {traps.map((trap) => (
                <p key={trap} className="text-meta text-warn">
                  {trap}
                </p>
              ))}
              <ChoiceList
                label={`${dimension.label}: ${isPositive ? dimension.positive : dimension.negative}`}
                choices={choices}
                chosen={readChosen(question, key, answers)}
                onChoose={(value) => onChoose(key, value)}
                keyOf={isActive ? keyOf : null}
                isLine
              />
            </li>
          )
        })}
      </ul>
      {left > 0 && (
        <Button size="medium" onClick={onAgreeRest} className="self-start max-[1023px]:h-11">
          {left === asked.length ? `Agree with all ${left}` : `Agree with the other ${left}`}
          <span aria-hidden className="max-[1023px]:hidden">
            <Kbd>{props.agreeRestKey}</Kbd>
          </span>
        </Button>
      )}
    </div>
  )
}
