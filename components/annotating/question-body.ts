import type { GivenAnswers } from '@/lib/core/annotation/answer'
import type { Question } from '@/lib/core/annotation/question'

/** What every kind of question is drawn from. */
export interface QuestionBodyProps {
  readonly question: Question
  readonly answers: GivenAnswers
  /** The part where the keys work; `null` while they work in another question. */
  readonly activePart: string | null
  readonly onActive: (part: string) => void
  readonly onChoose: (part: string, value: string) => void
  /** Marks the words of a dimension in the texts. */
  readonly onCue: (index: number | null) => void
  /** The printed key of a choice by its place. */
  readonly keyOf: (place: number) => string | null
}
