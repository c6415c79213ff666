import type { Question, QuestionKind } from '@/lib/core/annotation/question'
import { QUESTION_KINDS, wordsOfKind } from './question-kinds'

const MOST_QUESTIONS = 20

/** The kinds that can be added: not one that a project asks once and has, and none when it has 20 questions. */
export function kindsToAdd(questions: readonly Question[]): readonly QuestionKind[] {
  if (questions.length >= MOST_QUESTIONS) return []
  return QUESTION_KINDS.filter(
    ({ kind, isSingle }) => !isSingle || !questions.some((question) => question.kind === kind),
  ).map(({ kind }) => kind)
}

/** A new question of that kind with the usual options, under a key that no other has. */
export function newQuestion(kind: QuestionKind, others: readonly Question[]): Question {
  const keys = others.map(({ key }) => key)
  const shared = { key: freeKey(kind, keys), title: wordsOfKind(kind).title, help: '', required: true }
  switch (kind) {
    case 'direction':
    case 'verify':
      return { kind, ...shared, dimensions: null }
    case 'preference':
      return { kind, ...shared, tie: true, confidence: true }
    case 'consistency':
    case 'universal':
      return { kind, ...shared }
    case 'flags':
    case 'note':
      return { kind, ...shared, required: false }
    case 'choice':
      return { kind, ...shared, ordered: true, options: withValues(['Guess', 'Fairly sure', 'Certain']) }
    case 'text':
      return { kind, ...shared, required: false, maxLength: 2000 }
  }
}

/** The question at `place` in another one's place. */
export function replaceAt(questions: readonly Question[], place: number, question: Question): readonly Question[] {
  return questions.with(place, question)
}

/** The question at `place` one place earlier (-1) or later (1); the same where there is no such place. */
export function moveBy(questions: readonly Question[], place: number, by: -1 | 1): readonly Question[] {
  const [moved, other] = [questions[place], questions[place + by]]
  if (!moved || !other) return questions
  return questions.with(place, other).with(place + by, moved)
}

/** Options with these labels, each with a value of its own made from its label. */
export function withValues(labels: readonly string[]): { value: string; label: string }[] {
  const taken: string[] = []
  return labels.map((label) => {
    const value = freeKey(toKey(label), taken)
    taken.push(value)
    return { value, label }
  })
}

/** A text as lower-case letters, digits and hyphens, starting with a letter, at most 36 characters. */
export function toKey(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const key = /^[a-z]/.test(plain) ? plain : `option-${plain}`
  return key.slice(0, 36).replace(/-+$/, '')
}

function freeKey(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const key = number === 1 ? wanted : `${wanted}-${number}`
    if (!taken.includes(key) && !(key in {})) return key
  }
}
