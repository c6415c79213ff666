'use client'
import type { RefObject } from 'react'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { askedDimensions } from '@/lib/core/annotation/check-answers'
import { MAX_ANSWER_TEXT, type Question } from '@/lib/core/annotation/question'
import type { Task } from '@/lib/core/annotation/task'
import type { Direction } from '@/lib/core/direction'
import { classNames } from '../ui/class-names'
import { ChoiceList } from './choice-list'
import { DirectionQuestion } from './direction-question'
import { agreeWithRest, listChoices, markDimension, readChosen, writeText } from './edit-answers'
import { describeChord, type KeyMap } from './key-map'
import type { QuestionBodyProps } from './question-body'
import { SuggestionLine } from './suggestion-line'
import { TextQuestion } from './text-question'
import { VerifyQuestion } from './verify-question'

interface QuestionCardProps extends QuestionBodyProps {
  readonly task: Task
  readonly direction: Direction | null
  /** What is missing, once somebody tried to submit; `null` before, and when nothing is. */
  readonly missing: string | null
  readonly keys: KeyMap
  readonly findInput: RefObject<HTMLInputElement | null>
  readonly onAnswers: (answers: GivenAnswers) => void
}

/** One question with its answer, what a model suggests and what is still missing. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, task, answers, activePart, missing, onAnswers } = props
  const suggestions = task.suggestions.filter((one) => one.question === question.key)
  return (
    <section
      aria-labelledby={`question-${question.key}`}
      data-question={question.key}
      onFocus={() => activePart === null && props.onActive('answer')}
      className={classNames(
        '@container border-l-2 px-4 py-3',
        activePart === null ? 'border-l-transparent' : 'border-l-signal bg-raised',
      )}
    >
      <h3 id={`question-${question.key}`} className="mb-1.5 text-read font-medium">
        {question.title}
        {!question.required && <span className="ml-1.5 text-meta font-normal text-ink-faint">if you like</span>}
      </h3>
      {question.help && <p className="mb-2 text-ink-soft">{question.help}</p>}
      {suggestions.map((suggestion) => (
        <SuggestionLine
          key={`${suggestion.origin} ${suggestion.label}`}
          question={question}
          suggestion={suggestion}
          chosenSide={task.chosenSide}
          onTake={() => onAnswers({ ...answers, [question.key]: suggestion.answer })}
        />
      ))}
      <Body {...props} />
      {missing && (
        <p role="alert" className="mt-1.5 text-meta text-fault">
          {missing}
        </p>
      )}
    </section>
  )
}

function Body(props: QuestionCardProps) {
  const { question, task, answers, direction, activePart, onChoose, onCue, keyOf, keys, onAnswers } = props
  switch (question.kind) {
    case 'direction':
      return (
        <div data-stop={`${question.key}.answer`}>
          <DirectionQuestion
            title={question.title}
            offered={askedDimensions(question, null)}
            answer={answers[question.key]}
            onMark={(dimension, mark) => onAnswers(markDimension(question.key, dimension, mark, answers))}
            onCue={onCue}
            keys={keys}
            input={props.findInput}
          />
        </div>
      )
    case 'verify': {
      const asked = askedDimensions(question, direction)
      return (
        <VerifyQuestion
          {...props}
          asked={asked}
          direction={direction ?? []}
          onAgreeRest={() => onAnswers(agreeWithRest(question.key, asked, answers))}
          agreeRestKey={describeChord(keys.get('agree-rest') ?? '')}
        />
      )
    }
    case 'preference':
      return (
        <div className="flex flex-col gap-3">
          <div data-stop={`${question.key}.answer`}>
            <Choices {...props} part="answer" label={question.title} />
          </div>
          {question.confidence && (
            <div data-stop={`${question.key}.confidence`}>
              <p className="mb-1 text-meta text-ink-soft">How sure are you? 1 is a guess, 5 is certain.</p>
              <Choices {...props} part="confidence" label="How sure are you?" isLine />
            </div>
          )}
        </div>
      )
    case 'note':
    case 'text':
      return (
        <div data-stop={`${question.key}.answer`}>
          <TextQuestion
            id={`text-${question.key}`}
            label={question.title}
            value={readText(answers[question.key])}
            maxLength={question.kind === 'text' ? question.maxLength : MAX_ANSWER_TEXT}
            onChange={(text) => onAnswers(writeText(question, text, answers))}
          />
        </div>
      )
    case 'flags':
    case 'universal':
    case 'consistency':
    case 'choice':
      return (
        <div data-stop={`${question.key}.answer`}>
          <ChoiceList
            label={question.title}
            choices={listChoices(question, 'answer', task.chosenSide)}
            chosen={readChosen(question, 'answer', answers)}
            onChoose={(value) => onChoose('answer', value)}
            isMany={question.kind === 'flags'}
            keyOf={activePart === 'answer' ? keyOf : null}
          />
        </div>
      )
  }
}

interface ChoicesProps extends QuestionCardProps {
  readonly part: string
  readonly label: string
  readonly isLine?: boolean
}

function Choices({
  question,
  task,
  answers,
  activePart,
  onActive,
  onChoose,
  keyOf,
  part,
  label,
  isLine,
}: ChoicesProps) {
  return (
    <ChoiceList
      label={label}
      choices={listChoices(question, part, task.chosenSide).map((choice) =>
        isLine ? { ...choice, hint: undefined } : choice,
      )}
      chosen={readChosen(question, part, answers)}
      onChoose={(value) => onChoose(part, value)}
      onFocus={() => onActive(part)}
      keyOf={activePart === part ? keyOf : null}
      isLine={isLine}
    />
  )
}

function readText(answer: GivenAnswers[string] | undefined): string {
  return answer?.kind === 'note' || answer?.kind === 'text' ? answer.text : ''
}

/** Whether a question is answered by typing. */
export function isTyped({ kind }: Question): boolean {
  return kind === 'note' || kind === 'text'
}
