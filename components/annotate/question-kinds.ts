import type { QuestionKind } from '@/lib/core/annotation/question'

/** What a lead reads about a kind of question. */
interface KindWords {
  readonly kind: QuestionKind
  readonly label: string
  readonly explanation: string
  /** The question as annotators read it, until the lead words it otherwise. */
  readonly title: string
  /** A project asks it at most once. */
  readonly isSingle: boolean
}

/** The kinds of questions that a project can ask, in the order in which they are offered. */
export const QUESTION_KINDS: readonly KindWords[] = [
  {
    kind: 'verify',
    label: 'Verify the direction',
    explanation: 'Agree, disagree or unsure for each preference that the dataset claims of the person.',
    title: 'Is each preference right?',
    isSingle: true,
  },
  {
    kind: 'direction',
    label: 'Direction by exception',
    explanation: 'All dimensions stand at neutral; annotators mark +, − or not sure where the history shows something.',
    title: 'Which preferences does the history show?',
    isSingle: true,
  },
  {
    kind: 'preference',
    label: 'Preferred response',
    explanation: 'Which response would this person prefer? The sides are shuffled and the dataset’s choice is hidden.',
    title: 'Which response would this person prefer?',
    isSingle: true,
  },
  {
    kind: 'universal',
    label: 'Better for anyone',
    explanation: 'Is one response better whoever asks? Tells preference from plain quality.',
    title: 'Is one response better for anyone?',
    isSingle: true,
  },
  {
    kind: 'consistency',
    label: 'Fits the history',
    explanation: 'Yes, no or unsure: do the profile and the direction fit the posts and comments of the person?',
    title: 'Does the direction fit the history?',
    isSingle: false,
  },
  {
    kind: 'flags',
    label: 'Quality and privacy',
    explanation:
      'Any of seven flags: names a person, harmful, not English, garbled, off topic, same responses, no evidence.',
    title: 'Is anything wrong with the texts?',
    isSingle: false,
  },
  {
    kind: 'choice',
    label: 'Own choice',
    explanation: 'One of options that you write; in order they are a scale.',
    title: 'How sure are you?',
    isSingle: false,
  },
  {
    kind: 'text',
    label: 'Own text',
    explanation: 'A text that you ask for. Texts are exported, not compared.',
    title: 'Why?',
    isSingle: false,
  },
  {
    kind: 'note',
    label: 'Free note',
    explanation: 'Room for anything else, never required unless you say so.',
    title: 'Anything else?',
    isSingle: false,
  },
]

/** The words of a kind. */
export function wordsOfKind(kind: QuestionKind): KindWords {
  const words = QUESTION_KINDS.find((one) => one.kind === kind)
  if (!words) throw new Error(`No words for questions of kind ${kind}`)
  return words
}
