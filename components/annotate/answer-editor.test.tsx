// @vitest-environment happy-dom
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import type { Answers } from '@/lib/core/annotation/answer'
import { makeDirection, TEST_QUESTIONS } from '@/lib/core/annotation/test-annotations'
import { AnswerEditor, type Voice } from './answer-editor'

const DIRECTION = makeDirection({ 'age-group': 1 })

function Editor({ voices }: { voices: readonly Voice[] }) {
  const [answers, setAnswers] = useState<Answers>({})
  return (
    <>
      <AnswerEditor
        questions={TEST_QUESTIONS}
        direction={DIRECTION}
        voices={voices}
        answers={answers}
        onChange={setAnswers}
      />
      <output>{JSON.stringify(answers)}</output>
    </>
  )
}

function written(): Answers {
  return JSON.parse(screen.getByRole('status').textContent ?? '')
}

const part = (title: string) => within(screen.getByRole('region', { name: title }))

test('what each person said stands beside the final answer', async () => {
  const user = userEvent.setup()
  const voices: Voice[] = [
    { id: 'a', name: 'Ada', answers: { prefer: { kind: 'preference', choice: 'chosen', confidence: 5 } } },
    { id: 'b', name: 'Bob', answers: { prefer: { kind: 'preference', choice: 'rejected', confidence: null } } },
  ]
  render(<Editor voices={voices} />)
  const prefer = part('Which response?')
  expect(prefer.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Ada chosen (5 of 5)',
    'Bob rejected',
  ])
  await user.click(prefer.getByRole('radio', { name: 'tie' }))
  await user.click(prefer.getByRole('radio', { name: '4' }))
  expect(written()).toEqual({ prefer: { kind: 'preference', choice: 'tie', confidence: 4 } })
  await user.click(prefer.getByRole('button', { name: 'Clear' }))
  expect(written()).toEqual({})
})

test('a dimension and a flag that nobody named can be added, all neutral can be said', async () => {
  const user = userEvent.setup()
  render(<Editor voices={[]} />)
  await user.click(part('Which preferences?').getByRole('button', { name: 'Answer: all neutral' }))
  expect(written()).toEqual({ dims: { kind: 'direction', marks: {} } })
  await user.selectOptions(part('Which preferences?').getByRole('combobox', { name: 'Add a dimension' }), 'gender')
  await user.click(part('Which preferences?').getByRole('radio', { name: '−' }))
  await user.selectOptions(part('Flags').getByRole('combobox', { name: 'Add a flag' }), 'harmful')
  expect(written()).toEqual({
    dims: { kind: 'direction', marks: { gender: '-' } },
    flags: { kind: 'flags', flags: ['harmful'] },
  })
})

test('a pole is verified by its name', async () => {
  const user = userEvent.setup()
  render(<Editor voices={[]} />)
  await user.click(
    within(part('Is this right?').getByRole('radiogroup', { name: /Young/ })).getByRole('radio', { name: 'disagree' }),
  )
  expect(written()).toEqual({ given: { kind: 'verify', marks: { 'age-group': 'disagree' } } })
})
