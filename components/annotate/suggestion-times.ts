import type { Project } from '@/lib/core/annotation/project'

/** When annotators see what a model suggests. */
export type SuggestionTime = Project['suggestions']

/** The choices of a lead, with what each does to the answers. */
export const SUGGESTION_TIMES: readonly {
  readonly key: SuggestionTime
  readonly label: string
  readonly explanation: string
}[] = [
  { key: 'never', label: 'Never', explanation: 'Answers are the annotators’ own.' },
  {
    key: 'after',
    label: 'After the answer',
    explanation: 'The answer is given blind, then the suggestion is shown. Both are kept.',
  },
  {
    key: 'before',
    label: 'Before the answer',
    explanation: 'Quicker, but people lean towards what they see. Each answer says that it was given so.',
  },
]
