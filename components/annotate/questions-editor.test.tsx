// @vitest-environment happy-dom
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import type { Question } from '@/lib/core/annotation/question'
import type { DraftFault } from './annotate-client'
import { newQuestion } from './edit-questions'
import { QuestionsEditor } from './questions-editor'

function Editor({ first, faults = [] }: { first: readonly Question[]; faults?: readonly DraftFault[] }) {
  const [questions, setQuestions] = useState(first)
  return (
    <>
      <QuestionsEditor questions={questions} faults={faults} onChange={setQuestions} />
      <output>{JSON.stringify(questions)}</output>
    </>
  )
}

function written(): Question[] {
  return JSON.parse(screen.getByRole('status').textContent ?? '')
}

test('a question is added, worded, given options and moved', async () => {
  const user = userEvent.setup()
  render(<Editor first={[newQuestion('verify', [])]} />)
  expect(screen.queryByRole('button', { name: 'Verify the direction' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Own choice' }))
  const [, card] = screen.getAllByRole('listitem')
  if (!card) throw new Error('The question was not added')
  const title = within(card).getByRole('textbox', { name: 'Question' })
  await user.clear(title)
  await user.type(title, 'How old?')
  await user.click(within(card).getByRole('button', { name: 'Add option' }))
  await user.type(within(card).getByRole('textbox', { name: 'Option 4' }), 'Très sûr')
  await user.click(within(card).getByRole('button', { name: 'Remove option 1' }))
  await user.click(within(card).getByRole('button', { name: 'Move question 2 up' }))
  expect(written()).toMatchObject([
    {
      kind: 'choice',
      title: 'How old?',
      options: [{ value: 'fairly-sure' }, { value: 'certain' }, { value: 'tres-sur', label: 'Très sûr' }],
    },
    { kind: 'verify' },
  ])
})

test('only some dimensions are asked about once they are ticked', async () => {
  const user = userEvent.setup()
  render(<Editor first={[newQuestion('direction', [])]} />)
  await user.click(await screen.findByRole('radio', { name: 'Only some' }))
  await user.type(screen.getByRole('textbox', { name: 'Find a dimension' }), 'openn')
  await user.click(screen.getByRole('checkbox', { name: 'Openness' }))
  expect(written()).toMatchObject([{ dimensions: ['openness'] }])
})

test('what is wrong with a question stands at it', () => {
  const first = [newQuestion('verify', []), newQuestion('note', [])]
  render(<Editor first={first} faults={[{ place: ['questions', 1, 'key'], message: 'must be like has-evidence' }]} />)
  const [verify, note] = screen.getAllByRole('listitem')
  expect(verify && within(verify).queryByRole('alert')).toBeNull()
  expect(note && within(note).getByRole('alert').textContent).toContain('has-evidence')
})
