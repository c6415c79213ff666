import { DIMENSIONS } from '@/lib/core/dimensions'
import { countActive } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { findLlamaTokens, findOtherTokens } from './control-tokens'
import { readDemographicPoles } from './demographic-poles'
import type { HealthKey } from './health-check'

/** What a check says of one row: `null` where it does not apply, `found` with what was found where it is found. */
export type Judgement = null | {
  readonly found: boolean
  /** What was found, for people; `null` where the title of the check says it all. */
  readonly detail?: string
  /** Names of what was found, to be counted apart. */
  readonly parts?: readonly string[]
}

const isBlank = (text: string) => text.trim() === ''
const hasHistory = ({ ugc, pairs }: Example) => ugc.length + pairs.length > 0

/** The checks that look at one row alone. */
export const ROW_JUDGES = {
  'identical-responses': ({ chosen, rejected }) => ({ found: chosen === rejected }),
  'target-in-history': (example) => {
    if (!hasHistory(example)) return null
    return place(historyTexts(example).filter(({ field, text }) => field === 'post' && text === example.prompt))
  },
  'response-in-history': (example) => {
    if (!hasHistory(example)) return null
    const responses = [example.chosen, example.rejected].filter((text) => !isBlank(text))
    return place(historyTexts(example).filter(({ field, text }) => field !== 'post' && responses.includes(text)))
  },
  'blank-post': ({ prompt }) => ({ found: isBlank(prompt) }),
  'blank-response': ({ chosen, rejected }) => {
    const parts = [isBlank(chosen) && 'chosen', isBlank(rejected) && 'rejected'].filter((part) => part !== false)
    return { found: parts.length > 0, detail: parts.join(' and '), parts }
  },
  'blank-history-item': (example) =>
    hasHistory(example) ? place(historyTexts(example).filter(({ text }) => isBlank(text))) : null,
  'no-history': (example) => ({ found: !hasHistory(example) }),
  'no-demographics': ({ demographics }) => ({ found: demographics === null || demographics === '' }),
  'no-direction': ({ direction }) => ({ found: direction === null }),
  'all-neutral': ({ direction }) => direction && { found: countActive(direction) === 0 },
  'chosen-longer': ({ chosen, rejected }) => {
    const difference = chosen.length - rejected.length
    return difference === 0 ? null : { found: difference > 0 }
  },
  'demographics-contradiction': contradict,
  'llama-tokens': (example) => searchTokens(example, findLlamaTokens),
  'other-tokens': (example) => searchTokens(example, findOtherTokens),
} as const satisfies Partial<Record<HealthKey, (example: Example) => Judgement>>

interface PlacedText {
  readonly field: 'post' | 'comment' | 'chosen' | 'rejected'
  readonly item: string
  readonly text: string
}

function historyTexts({ ugc, pairs }: Example): readonly PlacedText[] {
  return [
    ...ugc.flatMap(({ prompt, comment }, at): PlacedText[] => [
      { field: 'post', item: `UGC ${at + 1}`, text: prompt },
      { field: 'comment', item: `UGC ${at + 1}`, text: comment },
    ]),
    ...pairs.flatMap(({ prompt, chosen, rejected }, at): PlacedText[] => [
      { field: 'post', item: `pair ${at + 1}`, text: prompt },
      { field: 'chosen', item: `pair ${at + 1}`, text: chosen },
      { field: 'rejected', item: `pair ${at + 1}`, text: rejected },
    ]),
  ]
}

function place(texts: readonly PlacedText[]): Judgement {
  return { found: texts.length > 0, detail: texts.map(({ field, item }) => `${item}, ${field}`).join('; ') }
}

function contradict({ direction, demographics }: Example): Judgement {
  if (direction === null || demographics === null) return null
  const common = [...readDemographicPoles(demographics)].filter(([index]) => direction[index] !== 0)
  if (common.length === 0) return null
  const against = common.flatMap(([index, { sign, words }]) => {
    const dimension = DIMENSIONS[index]
    if (!dimension || direction[index] === sign) return []
    return [{ label: dimension.label, words, held: sign === 1 ? dimension.negative : dimension.positive }]
  })
  return {
    found: against.length > 0,
    detail: against.map(({ words, held }) => `text: “${words}”, direction: ${held}`).join('; '),
    parts: against.map(({ label }) => label),
  }
}

function searchTokens(example: Example, find: (text: string) => readonly string[]): Judgement {
  const own = [
    ['post', example.prompt],
    ['chosen', example.chosen],
    ['rejected', example.rejected],
    ['demographics', example.demographics ?? ''],
  ] as const
  const texts = [
    ...own.map(([field, text]) => ({ where: field, text })),
    ...historyTexts(example).map(({ field, item, text }) => ({ where: `${item}, ${field}`, text })),
  ]
  const hits = texts.map(({ where, text }) => ({ where, tokens: find(text) })).filter(({ tokens }) => tokens.length > 0)
  return {
    found: hits.length > 0,
    detail: hits.map(({ where, tokens }) => `${where}: ${tokens.join(' ')}`).join('; '),
    parts: [...new Set(hits.flatMap(({ tokens }) => tokens))],
  }
}
