import { describe, expect, test } from 'vitest'
import { formatHealthCsv, formatHealthJson, formatHealthMarkdown, type HealthProvenance } from './format-report'
import { HEALTH_CHECKS } from './health-check'
import { HealthExaminer } from './health-examiner'
import { markOutcome, tellOutcome, tellPart } from './tell-outcome'
import { exampleOf } from './test-examples'

const provenance: HealthProvenance = {
  dataset: 'a | b, "c"',
  datasetHash: 'abc',
  filter: null,
  synthetic: true,
  appVersion: '1.2.3',
  createdAt: '2026-11-25T00:00:00.000Z',
}

function makeReport() {
  const examiner = new HealthExaminer(100)
  const examples = [
    { prompt: 'What | is <|eot_id|>\n?' },
    { chosen: 'same', rejected: 'same' },
    { demographics: 'Twins' },
    { demographics: 'Twins', prompt: 'Another post' },
  ]
  examples.forEach((example, row) => {
    examiner.add(`h${row}`, exampleOf(example))
  })
  return examiner.report()
}

const outcomeOf = (key: string) => {
  const outcome = makeReport().outcomes.find((candidate) => candidate.key === key)
  if (!outcome) throw new Error(`no outcome of ${key}`)
  return outcome
}

describe('tellOutcome', () => {
  test.each([
    ['identical-responses', 'fault', '1 of 4 rows.'],
    ['same-demographics', 'note', '4 of 4 rows with demographics, in 2 groups of up to 2.'],
    ['blank-post', 'clear', 'None of 4 rows.'],
    [
      'demographics-contradiction',
      'undefined',
      'Cannot be computed: there are no rows whose text and direction name a common dimension.',
    ],
    [
      'chosen-longer',
      'clear',
      'The chosen response is longer in 100.0 % (43.9–100.0 %) of 3 rows whose responses differ in length: the interval holds 50 %.',
    ],
  ])('%s', (key, mark, sentence) => {
    expect([markOutcome(outcomeOf(key)), tellOutcome(outcomeOf(key))]).toEqual([mark, sentence])
  })

  test('tells parts', () => {
    expect(outcomeOf('llama-tokens').parts.map(tellPart)).toEqual(['<|eot_id|>: 1 row'])
    expect(outcomeOf('chosen-longer').parts.map(tellPart)[0]).toBe(
      '1 to 50 characters apart: 100.0 % of 3 (43.9–100.0 %)',
    )
    expect(outcomeOf('chosen-longer').parts.map(tellPart)[3]).toBe('over 500 characters apart: no rows')
  })
})

describe('the report', () => {
  test('as JSON holds the provenance and every check with its words', () => {
    const parsed: unknown = JSON.parse(formatHealthJson(makeReport(), provenance))
    expect(parsed).toMatchObject({ format: 'alignx-health', provenance, rows: 4 })
    expect(parsed).toHaveProperty('checks.length', HEALTH_CHECKS.length)
    expect(parsed).toHaveProperty('checks.0.finding', '1 of 4 rows.')
    expect(parsed).toHaveProperty('checks.0.examples.0.hash', 'h1')
  })

  test('as Markdown escapes what users wrote and explains the findings alone', () => {
    const text = formatHealthMarkdown(makeReport(), provenance)
    expect(text).toContain('SYNTHETIC')
    expect(text).toContain('| Fault | Control tokens of Llama 3 | 1 | 25.0 % | 1 of 4 rows. |')
    expect(text).toContain('- row 0, `h0`: post: \\<\\|eot\\_id\\|\\>')
    expect(text).toContain('## Chosen and rejected are identical')
    expect(text).not.toContain('## Blank post')
  })

  test('as CSV has a line a check and comments before', () => {
    const lines = formatHealthCsv(makeReport(), { ...provenance, synthetic: null, datasetHash: null }).split('\r\n')
    expect(lines.slice(0, 4).every((line) => line.startsWith('# '))).toBe(true)
    expect(lines[1]).toContain('the file does not say whether it is synthetic')
    expect(lines[2]).toBe('# Dataset hash: not known')
    expect(lines[5]).toBe('identical-responses,Chosen and rejected are identical,fault,1,4,0.25,,,,,1 of 4 rows.')
    expect(lines).toHaveLength(4 + 1 + HEALTH_CHECKS.length + 1)
  })
})
