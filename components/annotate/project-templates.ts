import type { Question, QuestionKind } from '@/lib/core/annotation/question'
import { newQuestion } from './edit-questions'
import type { SuggestionTime } from './suggestion-times'

/** A project to start from. */
export interface ProjectTemplate {
  readonly key: string
  readonly label: string
  readonly explanation: string
  readonly kinds: readonly QuestionKind[]
  readonly suggestions: SuggestionTime
  readonly guidelines: string
}

/** What is offered first. */
export const FIRST_TEMPLATE: ProjectTemplate = {
  key: 'verify',
  label: 'Verify the direction',
  explanation: 'Is each claimed preference supported by the history? Gives disagreement with the dataset by dimension.',
  kinds: ['verify', 'flags', 'note'],
  suggestions: 'never',
  guidelines: `# Is the direction right?

The dataset claims some preferences of a person. Read the person’s comments and pairs, then judge each claim.

- **Agree**: the history shows this pole.
- **Disagree**: the history shows the other pole, or speaks against it.
- **Unsure**: there is too little to tell.

Judge from the history, not from what is usual. A claim without any evidence is *unsure*, not *disagree*.`,
}

/** Projects to start from; the last is empty but for one question. */
export const PROJECT_TEMPLATES: readonly ProjectTemplate[] = [
  FIRST_TEMPLATE,
  {
    key: 'preference',
    label: 'Which response would this person prefer?',
    explanation: 'Blind: sides are shuffled and the dataset’s choice is hidden. Gives human agreement with the choice.',
    kinds: ['preference', 'universal', 'note'],
    suggestions: 'never',
    guidelines: `# Which response would this person prefer?

Read the history first, then the post, then both responses.

1. Choose the response that **this person** would prefer, even where you would not.
2. Choose *tie* where nothing in the history tells them apart.
3. Say apart whether one response is better for anyone: clearer, safer, more correct.

Length alone is no reason.`,
  },
  {
    key: 'direction',
    label: 'Direction by exception',
    explanation: 'Annotators write the direction anew from the history, neutral where nothing is said.',
    kinds: ['direction', 'consistency', 'note'],
    suggestions: 'after',
    guidelines: `# Which preferences does the history show?

Every dimension is neutral until you mark it. Mark only what the history shows.

- **+** and **−** are the two poles; read their names, some are the other way round than the dimension sounds.
- **?** is not sure: there is a sign, but not enough.
- For needs, − is *indifference*. For interests, − is *dislike*. No evidence stays neutral.`,
  },
  {
    key: 'own',
    label: 'Start from one question',
    explanation: 'A choice with your own options; add what you need.',
    kinds: ['choice'],
    suggestions: 'never',
    guidelines: '',
  },
]

/** The questions of a template. */
export function questionsOf({ kinds }: ProjectTemplate): readonly Question[] {
  const questions: Question[] = []
  for (const kind of kinds) questions.push(newQuestion(kind, questions))
  return questions
}
