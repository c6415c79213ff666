import { expect, test } from 'vitest'
import { formatEvalRow } from './eval-row'
import { readExample } from './read-example'
import { parseResultLine } from './results-file'

const numbers = { idx: 3, nllChosen: 1.25, nllRejected: 1e-17 }

test('a line reads back to its numbers and its example', () => {
  const example = readExample(
    { prompt: 'p\n\u2028', chosen: 'c\u0000', rejected: 'r', 'Preference Direction': Array(90).fill(0.5), more: 1 },
    { file: 'f', row: 0 },
  )
  const line = formatEvalRow({ ...numbers, example })
  expect(line).not.toContain('\n')
  expect(parseResultLine(line, 1)).toMatchObject({ ...numbers, prompt: 'p\n\u2028' })
  expect(readExample(JSON.parse(line), { file: 'f', row: 0 })).toMatchObject({ chosen: 'c\u0000', extra: { more: 1 } })
})

test('a row without its example is its numbers alone', () => {
  expect(formatEvalRow({ ...numbers, example: null })).toBe(
    '{"idx":3,"nll_loss_all_chosen":1.25,"nll_loss_all_rejected":1e-17}',
  )
})
