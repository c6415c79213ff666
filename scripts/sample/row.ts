import type { Sign } from '@/lib/core/direction'
import { writeAssistantRow } from './assistant'
import type { Topic } from './bank'
import { writeDemographics } from './demographics'
import { decorate } from './oddities'
import { choosePoles, directionOf, oppose, topicFor } from './person'
import { Population } from './population'
import { writePost } from './post'
import { Random } from './random'
import { writeResponse } from './response'
import { createSourceOf, type SourceKey } from './sources'
import { Voice } from './voice'

export interface SampleComment {
  readonly prompt: string
  readonly comment: string
  readonly direction: readonly Sign[]
}

export interface SamplePair {
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  readonly direction: readonly Sign[]
}

/** One row as it is written; `null` is an absent text or list. `source` is not written: AlignX has no such column. */
export interface SampleRow extends SamplePair {
  readonly source: SourceKey
  readonly demographics: string | null
  readonly ugc: readonly SampleComment[] | null
  readonly pairs: readonly SamplePair[] | null
}

export interface SampleOptions {
  readonly rows: number
  readonly seed: number
  /** Share of the sentences that are written, in (0, 1]. */
  readonly textScale: number
}

const STREAMS = { person: 1, post: 2, history: 3, target: 4, oddity: 5, assistant: 6 } as const
/** Share of targets, and of history items, whose preference goes against the person. */
const NOISE = 0.05

/** The same for all rows of all samples, and a second to make. */
let population: Population | null = null

/** Makes any row of a sample from the options and its number alone. */
export function createRowWriter({ rows, seed, textScale }: SampleOptions): (row: number) => SampleRow {
  population ??= new Population()
  const people = population
  const sourceOf = createSourceOf(rows, seed)

  function writeRow(row: number): SampleRow {
    const source = sourceOf(row)
    if (source !== 'reddit') return { source, ...writeAssistantRow(new Random(seed, row, STREAMS.assistant), source) }
    const oddity = new Random(seed, row, STREAMS.oddity)
    const earlier = row > 0 && oddity.chance(0.004) ? oddity.below(row) : null
    if (earlier !== null && sourceOf(earlier) === 'reddit')
      return writeReddit(earlier, new Random(seed, earlier, STREAMS.oddity))
    return writeReddit(row, oddity)
  }

  function writeReddit(row: number, oddity: Random): SampleRow {
    const person = people.draw(new Random(seed, row, STREAMS.person))
    const history = writeHistory(new Random(seed, row, STREAMS.history), person.profile, textScale)
    const random = new Random(seed, row, STREAMS.target)
    const postRow = row > 0 && random.chance(0.04) ? random.below(row) : row
    const post =
      postRow === row ? writeTargetPost(row, person.direction) : writeTargetPost(postRow, directionOfRow(postRow))
    const poles = choosePoles(random, person.direction, post.topic, 4)
    const pair = writePair(random, post, random.chance(NOISE) ? oppose(poles) : poles, textScale)
    return decorate(oddity, {
      source: 'reddit',
      ...pair,
      direction: person.direction,
      demographics: random.chance(0.03) ? null : random.chance(0.02) ? '' : writeDemographics(random, person.profile),
      ...history,
    })
  }

  function directionOfRow(row: number): readonly Sign[] {
    return people.draw(new Random(seed, row, STREAMS.person)).direction
  }

  /** The post of a row: its topic follows the row's own person, so that rows which share a post can name its row. */
  function writeTargetPost(row: number, direction: readonly Sign[]): { topic: Topic; prompt: string } {
    const random = new Random(seed, row, STREAMS.post)
    const topic = topicFor(random, direction)
    return { topic, prompt: writePost(new Voice(random, topic), textScale, random.chance(0.004)) }
  }

  return writeRow
}

function writeHistory(
  random: Random,
  profile: readonly Sign[],
  textScale: number,
): { ugc: SampleComment[] | null; pairs: SamplePair[] | null } {
  const ugcCount = historyLength(random)
  const pairCount = historyLength(random)
  const ugc = Array.from({ length: ugcCount ?? 0 }, () => writeComment(random, profile, textScale))
  const pairs = Array.from({ length: pairCount ?? 0 }, () => {
    const topic = topicFor(random, profile)
    const prompt = writePost(new Voice(random, topic), textScale * 0.7)
    const poles = choosePoles(random, profile, topic, 4)
    const said = random.chance(NOISE) ? oppose(poles) : poles
    const pair = writePair(random, { topic, prompt }, said, textScale * 0.8)
    return { ...pair, direction: directionOf(random, profile, said) }
  })
  return { ugc: ugcCount === null ? null : ugc, pairs: pairCount === null ? null : pairs }
}

function writeComment(random: Random, profile: readonly Sign[], textScale: number): SampleComment {
  const topic = topicFor(random, profile)
  const prompt = writePost(new Voice(random, topic), textScale * 0.7)
  const poles = choosePoles(random, profile, topic, 3)
  const said = random.chance(NOISE) ? oppose(poles) : poles
  const shape = { tips: random.between(0, 2), textScale }
  const comment = random.chance(0.002) ? '' : writeResponse(new Voice(random, topic), said, shape)
  return { prompt, comment, direction: directionOf(random, profile, said) }
}

function writePair(
  random: Random,
  { topic, prompt }: { topic: Topic; prompt: string },
  poles: ReadonlyMap<number, Sign>,
  textScale: number,
): { prompt: string; chosen: string; rejected: string } {
  const write = (moves: ReadonlyMap<number, Sign>): string =>
    writeResponse(new Voice(random, topic), moves, { tips: random.between(1, 3), textScale })
  return { prompt, chosen: write(poles), rejected: write(oppose(poles)) }
}

/** `null` for an absent list; mostly 1 to 4, rarely up to 24. */
function historyLength(random: Random): number | null {
  const kind = random.weighted([0.02, 0.05, 0.8, 0.09, 0.035, 0.005])
  const ranges = [null, [0, 0], [1, 4], [5, 8], [9, 16], [17, 24]] as const
  const range = ranges[kind] ?? null
  return range === null ? null : random.between(range[0], range[1])
}
