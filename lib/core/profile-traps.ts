import { DIMENSIONS, dimensionAt } from './dimensions'

/** Dimensions whose names are easily taken for each other, by key. Source: near-duplicate names among the published 90. */
const LOOKALIKES: readonly (readonly string[])[] = [
  ['knowledge-area', 'interest-knowledge'],
  ['food', 'interest-gourmet-food'],
  ['interest-art', 'interest-painting', 'creative-expression'],
]

/**
 * What is easily misread about the dimension at `index`, a sentence each: a scale that runs against its name, what its
 * negative pole means, names like its own. Throws `RangeError` for an index out of range.
 * Source: AlignX train/profile_utils.py (labels), AlignXplore data_process/process.py (names).
 */
export function polarityTraps(index: number): readonly string[] {
  const { key, group, polarityNote, negative } = dimensionAt(index)
  const alike = LOOKALIKES.find((keys) => keys.includes(key))?.filter((other) => other !== key) ?? []
  const names = DIMENSIONS.filter((dimension) => alike.includes(dimension.key)).map(({ label }) => `“${label}”`)
  return [
    ...(polarityNote === null ? [] : [`${polarityNote.charAt(0).toUpperCase()}${polarityNote.slice(1)}.`]),
    ...(/^(Indifferent|Not concerned)/.test(negative)
      ? ['The negative pole is indifference, not opposition; neutral is no evidence.']
      : []),
    ...(group === 'interests' ? ['The negative pole is dislike, not a lack of interest; neutral is no evidence.'] : []),
    ...(names.length > 0 ? [`Not to be taken for ${names.join(' or ')}.`] : []),
  ]
}
