import { describe, expect, test } from 'vitest'
import { parseResultLine, parseResults } from './results-file'

const good = (idx: number, chosen = 1, rejected = 2) =>
  JSON.stringify({ idx, nll_loss_all_chosen: chosen, nll_loss_all_rejected: rejected })

describe('parseResultLine', () => {
  test('reads the numbers and the texts of a whole row', () => {
    const line = {
      prompt: 'p',
      chosen: 'c',
      rejected: 'r',
      format: 'x',
      idx: 3,
      nll_loss_all_chosen: 1.5,
      nll_loss_all_rejected: 0,
    }
    expect(parseResultLine(JSON.stringify(line), 9)).toEqual({
      idx: 3,
      nllChosen: 1.5,
      nllRejected: 0,
      line: 9,
      prompt: 'p',
      responses: '["c","r"]',
    })
    expect(parseResultLine(good(0), 1)).toMatchObject({ prompt: null, responses: null })
  })

  test.each<[string, string, string | null]>([
    ['', 'torn', null],
    ['{"idx": 1, "nll_loss_all_cho', 'torn', null],
    [`{"idx": 1, "prom${good(2)}`, 'torn', null],
    [`${good(1)}${good(2)}`, 'torn', null],
    ['null', 'torn', null],
    ['5', 'torn', null],
    ['[1]', 'torn', null],
    ['"text NaN"', 'torn', null],
    ['{}', 'missing', 'idx'],
    ['{"idx":"1"}', 'wrong-type', 'idx'],
    ['{"idx":1.5}', 'wrong-type', 'idx'],
    ['{"idx":-1}', 'wrong-type', 'idx'],
    ['{"idx":null}', 'wrong-type', 'idx'],
    ['{"idx":1}', 'missing', 'nll_loss_all_chosen'],
    ['{"idx":1,"nll_loss_all_chosen":1}', 'missing', 'nll_loss_all_rejected'],
    ['{"idx":1,"nll_loss_all_chosen":null,"nll_loss_all_rejected":1}', 'missing', 'nll_loss_all_chosen'],
    ['{"idx":1,"nll_loss_all_chosen":"2","nll_loss_all_rejected":1}', 'wrong-type', 'nll_loss_all_chosen'],
    ['{"idx":1,"nll_loss_all_chosen":NaN,"nll_loss_all_rejected":1}', 'not-finite', 'nll_loss_all_chosen'],
    ['{"idx":1,"nll_loss_all_chosen":1,"nll_loss_all_rejected":Infinity}', 'not-finite', 'nll_loss_all_rejected'],
    ['{"idx":1,"nll_loss_all_chosen":1e999,"nll_loss_all_rejected":1}', 'not-finite', 'nll_loss_all_chosen'],
    ['{"idx":1,"nll_loss_all_chosen":1,"nll_loss_all_rejected":-Infinity}', 'not-finite', 'nll_loss_all_rejected'],
  ])('%s', (text, kind, field) => {
    expect(parseResultLine(text, 4)).toMatchObject({ line: 4, kind, field })
  })

  test('leaves NaN inside texts alone', () => {
    const text =
      '{"prompt":"a \\"NaN\\" Infinity","idx":1,"nll_loss_all_chosen":1,"nll_loss_all_rejected":1,"other":NaN}'
    expect(parseResultLine(text, 1)).toMatchObject({ idx: 1, prompt: 'a "NaN" Infinity' })
  })
})

describe('parseResults', () => {
  test('skips blank lines, numbers lines from 1, takes CRLF and a byte order mark', () => {
    const file = parseResults(`\uFEFF${good(5)}\r\n\r\n  \r\n{\r\n${good(4)}\r\n`)
    expect([...file.rows.keys()]).toEqual([5, 4])
    expect(file.faults).toEqual([{ line: 4, kind: 'torn', field: null, problem: 'is no whole JSON object' }])
    expect(file.lines).toBe(3)
    expect(file.rows.get(4)?.line).toBe(5)
  })

  test('of one idx the last good line wins, and says whether it changed anything', () => {
    const file = parseResults([good(1, 1), good(1, 1), good(1, 9), '{"idx":1}'].join('\n'))
    expect(file.rows.get(1)?.nllChosen).toBe(9)
    expect(file.duplicates).toEqual([
      { idx: 1, line: 1, isSame: true },
      { idx: 1, line: 2, isSame: false },
    ])
    expect(file.faults).toHaveLength(1)
  })

  test('names a negative sum but keeps the row, which acc.py counts', () => {
    const file = parseResults([good(0), good(1, 3, -0.5)].join('\n'))
    expect(file.rows.get(1)).toMatchObject({ nllChosen: 3, nllRejected: -0.5 })
    expect(file.faults).toEqual([
      {
        line: 2,
        kind: 'negative',
        field: 'nll_loss_all_rejected',
        problem: 'is -0.5, a negative log-probability is at least 0',
      },
    ])
  })

  test('an empty file has no rows and no faults', () => {
    expect(parseResults('')).toMatchObject({ faults: [], duplicates: [], lines: 0 })
  })
})
