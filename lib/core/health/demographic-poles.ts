import { DIMENSIONS, type Dimension } from '@/lib/core/dimensions'

/** A pole that a demographic text names, with the words that do. */
export interface NamedPole {
  readonly sign: 1 | -1
  readonly words: string
}

const isInterest = ({ group }: Dimension) => group === 'interests'
const INTERESTS = new Map(
  DIMENSIONS.filter(isInterest).flatMap(({ index, name, label }) =>
    [name, label].map((text) => [text.toLowerCase(), index] as const),
  ),
)
/** Labels of one word, such as "Young", stand for too much in free text. */
const LABELS = new Map(
  DIMENSIONS.filter((dimension) => !isInterest(dimension)).flatMap(({ index, positive, negative }) =>
    (
      [
        [positive, 1],
        [negative, -1],
      ] as const
    )
      .filter(([label]) => label.includes(' '))
      .map(([label, sign]) => [label.toLowerCase(), { index, sign }] as const),
  ),
)
const NEGATION = /(?:\b(?:not|never|no longer|rarely|hardly|barely|seldom)|n['’]t)\s+$/i
const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const LABEL_PATTERN = [...LABELS.keys()]
  .sort((left, right) => right.length - left.length)
  .map(escapePattern)
  .join('|')
const ANY_LABEL = new RegExp(`(?<![\\p{L}\\p{N}])(?:${LABEL_PATTERN})(?![\\p{L}\\p{N}])`, 'giu')
const TASTE = /(?<![\p{L}\p{N}])(dis)?likes?\s+([^.;:!?\n]*?)(?=[.;:!?\n]|$|,?\s+(?:and\s+|but\s+)?(?:dis)?likes?\s)/giu

/**
 * The poles that a demographic text names, by dimension index: published pole labels of two words or more, whatever
 * their case, and interests by name in a list after "likes" or "dislikes". Left out are negated phrases, dimensions of
 * which both poles are named, and whatever is said in other words: empty for most free text.
 * Source: the pole labels of AlignX train/profile_utils.py; "This person likes X, Y, dislikes Z" of its figure 1.
 */
export function readDemographicPoles(text: string): ReadonlyMap<number, NamedPole> {
  const poles = new Map<number, NamedPole>()
  const both = new Set<number>()
  const name = (index: number, sign: 1 | -1, words: string) => {
    if (poles.get(index)?.sign === -sign) both.add(index)
    else if (!poles.has(index)) poles.set(index, { sign, words })
  }
  for (const match of text.matchAll(ANY_LABEL)) {
    const label = LABELS.get(match[0].toLowerCase())
    if (label && !NEGATION.test(text.slice(0, match.index))) name(label.index, label.sign, match[0])
  }
  for (const match of text.matchAll(TASTE)) {
    if (NEGATION.test(text.slice(0, match.index))) continue
    const [, dis = '', list = ''] = match
    for (const item of list.split(/,\s*(?:and\s+)?|\s+and\s+/)) {
      const interest = item.trim().toLowerCase()
      // "stationery and planners" is one interest: its halves name none.
      const index = INTERESTS.get(interest)
      if (index !== undefined) name(index, dis === '' ? 1 : -1, `${dis}likes ${interest}`)
    }
    for (const [interest, index] of INTERESTS)
      if (interest.includes(' and ') && list.toLowerCase().includes(interest))
        name(index, dis === '' ? 1 : -1, `${dis}likes ${interest}`)
  }
  for (const index of both) poles.delete(index)
  return poles
}
