import { expect, test } from 'vitest'
import { newProjectSchema } from '@/lib/core/annotation/project'
import { type Question, questionSchema } from '@/lib/core/annotation/question'
import { kindsToAdd, moveBy, newQuestion, toKey, withValues } from './edit-questions'
import { PROJECT_TEMPLATES, questionsOf } from './project-templates'
import { QUESTION_KINDS } from './question-kinds'

test('every kind that the API knows can be added, and what is added is complete', () => {
  const known = questionSchema.options.map((option) => option.shape.kind.value)
  expect(QUESTION_KINDS.map(({ kind }) => kind).toSorted()).toEqual(known.toSorted())
  for (const { kind } of QUESTION_KINDS)
    expect(questionSchema.parse(newQuestion(kind, []))).toEqual(newQuestion(kind, []))
})

test.each(PROJECT_TEMPLATES)('the template $key can be made as it stands', (template) => {
  const { guidelines, suggestions } = template
  const draft = { name: template.label, questions: questionsOf(template), guidelines, suggestions }
  expect(newProjectSchema.parse(draft).questions).toEqual(questionsOf(template))
})

test('a kind that is asked once is offered once, others get keys of their own', () => {
  const verify = newQuestion('verify', [])
  const note = newQuestion('note', [verify])
  expect(kindsToAdd([verify, note])).not.toContain('verify')
  expect(kindsToAdd([verify, note])).toContain('note')
  expect(newQuestion('note', [verify, note]).key).toBe('note-2')
  expect(kindsToAdd(Array.from({ length: 20 }, () => note))).toEqual([])
})

test('a question moves within the list and not out of it', () => {
  const questions: readonly Question[] = [newQuestion('verify', []), newQuestion('note', [])]
  expect(moveBy(questions, 0, 1).map(({ kind }) => kind)).toEqual(['note', 'verify'])
  expect(moveBy(questions, 0, -1)).toBe(questions)
  expect(moveBy(questions, 1, 1)).toBe(questions)
})

test('values of options are made from their labels and differ', () => {
  expect(withValues(['Très bien', 'Très bien', '1', '日本', '日本', 'constructor']).map(({ value }) => value)).toEqual([
    'tres-bien',
    'tres-bien-2',
    'option-1',
    'option',
    'option-2',
    'constructor-2',
  ])
  expect(toKey('x'.repeat(80))).toHaveLength(36)
})
