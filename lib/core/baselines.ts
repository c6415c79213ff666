import type { Example } from './example'

/** The rules without a model that stand beside every accuracy. Lengths are in UTF-16 code units. */
export const BASELINES = [
  { key: 'longer', label: 'Longer response wins', explanation: 'knows nothing of the person' },
  {
    key: 'learned-length',
    label: 'Length, direction from own pairs',
    explanation: "prefers the longer or the shorter response, as the row's own pairs do on the whole",
  },
] as const

export type BaselineKey = (typeof BASELINES)[number]['key']

type Responses = Pick<Example, 'chosen' | 'rejected'>

/** Code units by which the chosen response is longer; a margin for `countAccuracy`, 0 being a tie. */
export function longerMargin(example: Responses): number {
  return example.chosen.length - example.rejected.length
}

/**
 * The same, turned round when the row's own pairs chose the shorter response on the whole: when the product of their
 * chosen lengths, each plus one, is below that of the rejected ones. 0, a tie, for equal products and for no pairs.
 */
export function learnedLengthMargin(example: Responses & { readonly pairs: readonly Responses[] }): number {
  // Exact integers: sums of logarithms would turn a draw into noise.
  const product = (lengths: readonly number[]) => lengths.reduce((all, length) => all * BigInt(length + 1), 1n)
  const chosen = product(example.pairs.map((pair) => pair.chosen.length))
  const rejected = product(example.pairs.map((pair) => pair.rejected.length))
  if (chosen === rejected) return 0
  return chosen > rejected ? longerMargin(example) : -longerMargin(example)
}

/** The margin of a baseline. */
export function baselineMargin(key: BaselineKey, example: Example): number {
  return key === 'longer' ? longerMargin(example) : learnedLengthMargin(example)
}
