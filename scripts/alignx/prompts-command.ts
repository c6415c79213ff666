import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Example, PUBLISHED_COLUMNS } from '@/lib/core/example'
import { ExampleError } from '@/lib/core/example-error'
import { exactProfile, publishedProfile } from '@/lib/core/profile'
import { formatProfile } from '@/lib/core/profile-text'
import { renderPrompt, TEMPLATE_KEYS, TEMPLATES } from '@/lib/core/prompts'
import { inferProfile } from '@/lib/core/prompts-condition'
import { type RowPlace, readExample } from '@/lib/core/read-example'
import { choose, onlyFile } from './arguments'
import { writeLine } from './output'
import { readRows } from './read-rows'

const PROFILES = ['given', 'published', 'exact', 'golden'] as const
type ProfileSource = (typeof PROFILES)[number]

/** `prompts FILE --template NAME [--sha256] [--profile given|published|exact|golden]` */
export async function runPrompts(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      template: { type: 'string' },
      sha256: { type: 'boolean' },
      profile: { type: 'string', default: 'given' },
    },
  })
  const file = onlyFile('prompts', positionals)
  const template = choose('--template', values.template, TEMPLATE_KEYS)
  const source = choose('--profile', values.profile, PROFILES)
  const isProfile = TEMPLATES[template].shows === 'profile'
  for await (const { row, raw } of readRows(file)) {
    const example = readExample(raw, { file, row })
    const profile = isProfile ? profileOf(example, source, { file, row }) : ''
    const { text, version } = renderPrompt(template, example.prompt, { ...example, profile })
    const content = values.sha256 ? { sha256: createHash('sha256').update(text).digest('hex') } : { prompt: text }
    await writeLine(JSON.stringify({ idx: row, template, version, ...content }))
  }
}

function profileOf(example: Example, source: ProfileSource, place: RowPlace): string {
  if (source === 'given') return required(example.profile, place, PUBLISHED_COLUMNS.profile)
  if (source === 'golden')
    return required(example.direction && formatProfile(example.direction), place, PUBLISHED_COLUMNS.direction)
  const rule = source === 'published' ? publishedProfile : exactProfile
  return required(inferProfile(example, rule), place, `${PUBLISHED_COLUMNS.pairs}[].${PUBLISHED_COLUMNS.direction}`)
}

function required(text: string | null, place: RowPlace, column: string): string {
  if (text !== null) return text
  throw new ExampleError({ ...place, column }, `is missing; --profile takes ${PROFILES.join(', ')}`)
}
