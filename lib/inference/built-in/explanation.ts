import type { BytePairTokenizer } from './byte-pair'
import type { Analysis } from './reference-model'
import { type Theta, tiltedLogProbabilities } from './tilt'
import { TOKEN_CLASSES, type TokenClass } from './token-classes'

/** How strongly one class of tokens is favoured for this person, in nats; negative is disfavoured. */
export interface NamedWeight {
  readonly name: TokenClass
  readonly weight: number
}

/** One token of a response. Log-probabilities are in nats; `gain` is policy minus reference. */
export interface TokenGain {
  /** Empty for the end of the response; parts of one character show as U+FFFD. */
  readonly text: string
  readonly tokenClass: TokenClass
  readonly reference: number
  readonly policy: number
  readonly gain: number
}

/** Why an item got its score. `theta` is `null` without evidence: then every gain is 0. */
export interface ItemExplanation {
  readonly theta: readonly NamedWeight[] | null
  readonly chosen: readonly TokenGain[]
  readonly rejected: readonly TokenGain[]
}

/** `theta` with the names of its classes, in their order. */
export function nameTheta(theta: Theta | null): readonly NamedWeight[] | null {
  return theta && TOKEN_CLASSES.map((name, index) => ({ name, weight: theta[index] ?? 0 }))
}

/** A response token by token, the end of the response last. */
export function explainResponse(tokenizer: BytePairTokenizer, analysis: Analysis, theta: Theta | null): TokenGain[] {
  const policies = theta === null ? analysis.logProbabilities : tiltedLogProbabilities(analysis, theta)
  const decoder = new TextDecoder()
  return Array.from(analysis.ids, (id, place) => {
    const reference = analysis.logProbabilities[place] ?? 0
    const policy = policies[place] ?? 0
    const tokenClass = TOKEN_CLASSES[analysis.classes[place] ?? 0] ?? 'other punctuation'
    const text = decoder.decode(tokenizer.vocabulary.tokens[id])
    return { text, tokenClass, reference, policy, gain: policy - reference }
  })
}

/** The `count` tokens that moved a response most, up or down, largest first. */
export function largestGains(tokens: readonly TokenGain[], count: number): TokenGain[] {
  return tokens.toSorted((a, b) => Math.abs(b.gain) - Math.abs(a.gain)).slice(0, count)
}
