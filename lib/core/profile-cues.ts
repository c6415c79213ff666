import { dimensionAt } from './dimensions'
import { wordsOf } from './words'

/** A stretch of a text; `start` in UTF-16 code units. The stretches of a text cover it without gaps. */
export interface CueStretch {
  readonly text: string
  readonly start: number
  readonly isCue: boolean
}

/** Words of names and labels that say nothing of what the dimension is about. */
const FRAME_WORDS = new Set(
  `a about accept accepting again an and approach area as at attempting avoiding bad being big by care certain close concern
  concerned degree desire desiring different dislikes does e enjoy enjoying even evaluated extent five for form from g good
  group handle handling high holding importance in indifferent keep keeping likes low maintaining means more murray need
  needs negatively not object objects of on oneself onto or others over people personal personality placed prefers
  preference prioritize pursuing seek self settings some statement strong style such the them through to traits trying
  unconcerned unwilling with`.split(/\s+/),
)
const ENDINGS = ['ings', 'ing', 'ers', 'er', 'ies', 'ied', 'es', 'ed', 'ly', 's', 'y', 'e']
/** A stem of fewer letters would join words that have nothing in common. */
const LEAST_STEM = 3

/**
 * The stems of the words that name a dimension at `index`: those of its name and of both pole labels, frame words
 * ("strong need for") left out. Never empty. Throws `RangeError` for an index out of range.
 */
export function cueStems(index: number): ReadonlySet<string> {
  const { name, positive, negative, label } = dimensionAt(index)
  const words = wordsOf(`${name} ${positive} ${negative}`).filter((word) => !FRAME_WORDS.has(word))
  return new Set((words.length > 0 ? words : wordsOf(label)).map(stemOf))
}

/**
 * Cuts a text where it has a word of the dimension at `index`: the words of its name and pole labels with another English
 * ending. A search by words, not a reason: a text can speak for a pole without any of them, or name one to deny it.
 */
export function markCues(text: string, index: number): readonly CueStretch[] {
  const stems = cueStems(index)
  const stretches: CueStretch[] = []
  let start = 0
  const add = (end: number, isCue: boolean) => {
    if (end > start) stretches.push({ text: text.slice(start, end), start, isCue })
    start = Math.max(start, end)
  }
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!stems.has(stemOf(match[0].toLowerCase()))) continue
    add(match.index, false)
    add(match.index + match[0].length, true)
  }
  add(text.length, false)
  return stretches
}

function stemOf(word: string): string {
  const ending = ENDINGS.find((candidate) => word.endsWith(candidate) && word.length - candidate.length >= LEAST_STEM)
  return ending === undefined ? word : word.slice(0, -ending.length)
}
