import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import type { Example } from './example'
import { renderPrompt, type ShownPersona, TEMPLATE_KEYS, type TemplateKey } from './prompts'
import { readExample, readExamples } from './read-example'

const STUDENT_PHD = 'alignx/benchmark/P-Soups/student_phd.json'
const goldenSchema = z.object({
  rows: z.array(z.record(z.string(), z.unknown())),
  ica: z.array(z.string()),
  pba: z.array(z.string()),
})
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL('../../tests/fixtures/core/prompt-example.json', import.meta.url), 'utf8')),
)
const rows = golden.rows.map((row, index) =>
  readExample({ chosen: 'c', rejected: 'r', ...row }, { file: 'prompt-example.json', row: index }),
)

function shown(example: Example): ShownPersona {
  return { ...example, profile: example.profile ?? '' }
}

function render(template: TemplateKey, example: Example) {
  return renderPrompt(template, example.prompt, shown(example))
}

describe('renderPrompt', () => {
  test.each(rows.map((example, index) => ({ example, index })))(
    'equals the released prompts, row $index',
    ({ example, index }) => {
      expect(render('ica', example).text).toBe(golden.ica[index])
      expect(render('few-shot', example).text).toBe(golden.ica[index])
      expect(render('pba', example).text).toBe(golden.pba[index])
    },
  )

  test.skipIf(!hasShared(STUDENT_PHD))('equals all 600 released prompts of student_phd.json (../shared)', () => {
    const hashes = z.record(z.string(), z.unknown()).parse(readShared('goldens/prompt-golden.json'))
    const { examples, errors } = readExamples(readShared(STUDENT_PHD), 'student_phd.json')
    expect(errors).toEqual([])
    const made = (template: TemplateKey) =>
      examples.map(({ example }) => createHash('sha256').update(render(template, example).text).digest('hex'))
    expect(made('ica')).toHaveLength(600)
    expect(made('ica')).toEqual(hashes.ica)
    expect(made('few-shot')).toEqual(hashes.few_shot)
    expect(made('pba')).toEqual(hashes.pba)
  })

  test('training prompts differ as released: no post label, other headings, no demographics', () => {
    const [example] = rows
    if (!example) throw new Error('the fixture has no row')
    const only = { ...example, ugc: example.ugc.slice(0, 1), pairs: [] }
    expect(render('train-ica', only).text).toBe(
      '<|start_header_id|>system<|end_header_id|>\n\nGenerate a task-specific response based on user historical behavior.\n<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\n***Task***\n\nP1\n\n***Historical Behavior***\n\n' +
        '**This person has commented on some posts:**\n\n1. *Post:*\nq1\n\n*Comment:*\nc1\n\n' +
        '\n\n***Response:***\n\n<|eot_id|><|start_header_id|>assistant<|end_header_id|>',
    )
    expect(render('train-pba', only).text).toBe(
      '<|start_header_id|>system<|end_header_id|>\n\nGenerate a task-specific response based on user preferences.\n<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\n***Task***\n\nP1\n\n***User Preferences***\n\nYoung, Likes law' +
        '\n\n***Response:***\n\n<|eot_id|><|start_header_id|>assistant<|end_header_id|>',
    )
  })

  test.each(TEMPLATE_KEYS)('the parts of %s cover the text without gap or overlap', (template) => {
    for (const example of rows) {
      const { text, parts } = render(template, example)
      expect(parts.map((part) => text.slice(part.start, part.end)).join('')).toBe(text)
      expect(parts.every((part) => part.end > part.start)).toBe(true)
    }
  })

  test('names what each part is', () => {
    const [example] = rows
    if (!example) throw new Error('the fixture has no row')
    const kinds = render('ica', example).parts.map((part) => part.kind)
    expect(kinds).toEqual([
      'system',
      'header',
      'task',
      'header',
      'header',
      'ugc',
      'ugc',
      'header',
      'pair',
      'demographics',
      'end',
    ])
    expect(render('pba', example).parts.map((part) => part.kind)).toEqual([
      'system',
      'header',
      'task',
      'header',
      'profile',
      'end',
    ])
  })

  test('leaves user text alone, control tokens and dollar signs included', () => {
    const post = '$& $1 <|eot_id|>\r\n{profile}'
    const { text } = renderPrompt('pba', post, { ugc: [], pairs: [], demographics: null, profile: '$$' })
    expect(text).toContain(`**Post:**\n${post}\n\n***User Preferences***\n\n$$\n\n`)
  })
})
