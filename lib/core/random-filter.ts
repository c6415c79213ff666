import { FACETS, OPTIONAL_COLUMNS, TEXT_FIELDS } from './columns'
import { DIMENSION_COUNT, dimensionAt } from './dimensions'
import type { Filter, FilterTerm, TermKind } from './filter'
import type { Random } from './random'
import { wordsOf } from './words'

/** What random filters are made of; the differential tests choose it to suit their rows. */
export interface RandomFilterOptions {
  readonly kinds: readonly TermKind[]
  readonly texts: readonly string[]
  readonly runs: readonly string[]
  readonly selections?: readonly string[]
  readonly shards: number
  /** Ranges fall in [-largest, largest]. */
  readonly largest: number
  /** Most levels of `all`, `any` and `not`, the outermost included. */
  readonly depth: number
}

/** A filter for differential tests: any nesting, empty groups included, mostly few terms. */
export function randomFilter(random: Random, options: RandomFilterOptions): Filter {
  const pick = picker(random)
  const kind = options.depth <= 0 ? 'term' : pick(['term', 'term', 'all', 'all', 'any', 'any', 'not'] as const)
  if (kind === 'term') return randomTerm(random, options)
  const inner = { ...options, depth: options.depth - 1 }
  if (kind === 'not') return { kind, filter: randomFilter(random, inner) }
  const count = pick([0, 1, 2, 2, 3, 3, 4])
  return { kind, filters: Array.from({ length: count }, () => randomFilter(random, inner)) }
}

function picker(random: Random) {
  return <Choice>(choices: readonly Choice[]): Choice => {
    const choice = choices[Math.floor(random() * choices.length)]
    if (choice === undefined) throw new RangeError('There is nothing to choose from')
    return choice
  }
}

function randomTerm(random: Random, options: RandomFilterOptions): FilterTerm {
  const pick = picker(random)
  const kind = pick(options.kinds)
  const dimension = dimensionAt(Math.floor(random() * DIMENSION_COUNT)).key
  const pole = pick(['positive', 'negative'] as const)
  const end = () => (random() < 0.25 ? null : Math.round((random() * 2 - 1) * options.largest))
  switch (kind) {
    case 'direction':
      return { kind, dimension, pole }
    case 'history':
      return { kind, dimension, pole, quantifier: pick(['some', 'every'] as const) }
    case 'neutral':
      return { kind, dimension }
    case 'range':
      return { kind, facet: pick(FACETS).key, min: end(), max: end() }
    case 'missing':
      return { kind, column: pick(OPTIONAL_COLUMNS).key }
    case 'text': {
      const fields = TEXT_FIELDS.map(({ key }) => key).filter(() => random() < 0.5)
      return { kind, query: pick(options.texts), fields: fields.length > 0 ? fields : ['prompt'] }
    }
    case 'words': {
      const query = [pick(options.texts), pick(options.texts)].join(' ')
      return { kind, query: wordsOf(query).length > 0 ? query : 'tea' }
    }
    case 'shard':
      return { kind, shard: Math.floor(random() * options.shards) }
    case 'run':
      return { kind, run: pick(options.runs), from: end(), to: end() }
    case 'selection':
      return { kind, selection: pick(options.selections ?? []) }
  }
}
