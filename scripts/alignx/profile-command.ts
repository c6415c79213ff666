import { parseArgs } from 'node:util'
import { type Direction, formatSigns, parseSigns } from '@/lib/core/direction'
import { ExampleError } from '@/lib/core/example-error'
import { exactProfile, historyDirections, publishedProfile } from '@/lib/core/profile'
import { formatProfile } from '@/lib/core/profile-text'
import { type RowPlace, readExample } from '@/lib/core/read-example'
import { asCells, describe, readList } from '@/lib/core/read-fields'
import { choose, onlyFile } from './arguments'
import { writeLine } from './output'
import { readRows } from './read-rows'

const RULES = ['published', 'exact'] as const
const PARTS = ['both', 'ugc', 'pairs'] as const
const FORMS = ['text', 'signs'] as const

/** `profile FILE --rule published|exact [--from both|ugc|pairs] [--as text|signs]` */
export async function runProfile(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rule: { type: 'string' },
      from: { type: 'string', default: 'both' },
      as: { type: 'string', default: 'text' },
    },
  })
  const file = onlyFile('profile', positionals)
  const rule = choose('--rule', values.rule, RULES)
  const parts = choose('--from', values.from, PARTS)
  const format = choose('--as', values.as, FORMS) === 'text' ? formatProfile : formatSigns
  for await (const { row, raw } of readRows(file)) {
    const place = { file, row }
    const history = readHistory(raw, place) ?? historyDirections(readExample(raw, place), parts) ?? []
    const profile = infer(rule, history)
    await writeLine(JSON.stringify(profile && format(profile)))
  }
}

/** `null` where the published rule has nothing to work on. */
function infer(rule: (typeof RULES)[number], history: readonly Direction[]): Direction | null {
  if (rule === 'exact') return exactProfile(history)
  return history.length === 0 ? null : publishedProfile(history)
}

/** The directions of a row `{"history": ["90 characters of + 0 -", …]}`, or `null` for a row of another form. */
function readHistory(raw: unknown, place: RowPlace): Direction[] | null {
  const cells = asCells(raw)
  if (!cells || !('history' in cells) || 'target' in cells || 'prompt' in cells) return null
  return readList(cells.history, { ...place, column: 'history' }).map((text, index) => {
    const direction = typeof text === 'string' ? parseSigns(text) : null
    if (direction) return direction
    throw new ExampleError(
      { ...place, column: `history[${index}]` },
      `is ${describe(text)}, must be 90 characters of +, 0 and -`,
    )
  })
}
