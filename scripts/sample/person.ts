import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { TOPICS, type Topic } from './bank'
import type { Random } from './random'
import { CONCISE, isShowable, type Moves } from './response'

const SHOWABLE = Array.from({ length: DIMENSION_COUNT }, (_, index) => isShowable(index))

/** A topic that the person holds a view on, for every second post; otherwise any. */
export function topicFor(random: Random, signs: readonly Sign[]): Topic {
  const own = TOPICS.filter((topic) => signs[topic.dimension] !== 0)
  return random.pick(own.length > 0 && random.chance(0.5) ? own : TOPICS)
}

/**
 * The poles that a text by or for this person shows: at most `limit`, of the dimensions they are not neutral on.
 * Length of writing comes first where they have a view on it, and a view on the topic itself is always told.
 */
export function choosePoles(random: Random, signs: readonly Sign[], topic: Topic, limit: number): Moves {
  const poles = new Map<number, Sign>()
  const add = (dimension: number): void => {
    const sign = signs[dimension]
    if (sign) poles.set(dimension, sign)
  }
  add(topic.dimension)
  if (random.chance(0.7)) add(CONCISE)
  const others = activeDimensions(signs).filter((index) => SHOWABLE[index] && !poles.has(index))
  for (const dimension of random.draw(others, Math.max(1, random.between(2, limit) - poles.size)))
    if (dimension !== CONCISE || random.chance(0.5)) add(dimension)
  return poles
}

export function oppose(moves: Moves): Moves {
  return new Map(Array.from(moves, ([dimension, sign]) => [dimension, flip(sign)]))
}

/** The direction of a history item: what its text shows, and some more of the person, now and then mistaken. */
export function directionOf(random: Random, profile: readonly Sign[], shown: Moves): Sign[] {
  const direction = new Array<Sign>(DIMENSION_COUNT).fill(0)
  for (const index of random.draw(activeDimensions(profile), random.between(2, 9))) {
    const own = profile[index] ?? 0
    direction[index] = random.chance(0.06) ? flip(own) : own
  }
  for (const [index, sign] of shown) direction[index] = sign
  return direction
}

function activeDimensions(signs: readonly Sign[]): number[] {
  const active: number[] = []
  for (let index = 0; index < signs.length; index++) if (signs[index] !== 0) active.push(index)
  return active
}

function flip(sign: Sign): Sign {
  return sign === 0 ? 0 : sign > 0 ? -1 : 1
}
