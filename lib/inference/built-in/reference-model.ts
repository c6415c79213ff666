import { BytePairTokenizer } from './byte-pair'
import { trainBytePairs } from './byte-pair-trainer'
import { NGramModel } from './n-gram'
import { CLASS_COUNT, classifyVocabulary } from './token-classes'

/** Ids of the byte-pair vocabulary, end of response included. */
export const VOCABULARY_SIZE = 2048

/** Share of each next-token distribution that repeats the tokens of the post. */
export const PROMPT_CACHE_SHARE = 0.15

/** What a response looks like to the reference: everything that no persona changes. */
export interface Analysis {
  /** Ids of the response, the end of the response last. */
  readonly ids: Int32Array
  /** log P(token) in nats, one for each id. */
  readonly logProbabilities: Float64Array
  /** Class index of each id. */
  readonly classes: Uint8Array
  /** P(class) before each id: `CLASS_COUNT` numbers for each id, which sum to 1. */
  readonly classProbabilities: Float64Array
  /** Sum of `logProbabilities`. */
  readonly logProbability: number
}

/** A post of `size` tokens: each id's share of them, and each class's share of them times `PROMPT_CACHE_SHARE`. */
interface Post {
  readonly prompt: string
  readonly size: number
  readonly tokens: Float64Array
  readonly classes: Float64Array
}

/**
 * The reference: a byte-pair 4-gram model of how responses are written, mixed with the tokens of the post.
 * Its probabilities are exact: over the vocabulary, and over the classes, they sum to 1.
 */
export class ReferenceModel {
  readonly tokenizer: BytePairTokenizer
  readonly nGrams: NGramModel
  /** Shares of the ids of the last post, used again for each. */
  readonly #postTokens: Float64Array
  #post: Post | null = null

  /** Trains on whole responses. No text at all gives the uniform model over bytes. */
  constructor(texts: readonly string[]) {
    this.tokenizer = new BytePairTokenizer(trainBytePairs(texts, VOCABULARY_SIZE))
    this.#postTokens = new Float64Array(this.tokenizer.size)
    const { tokenizer } = this
    function* sequences(): Generator<Int32Array> {
      for (const text of texts) yield tokenizer.encode(text, true)
    }
    this.nGrams = new NGramModel(sequences(), tokenizer.size, classifyVocabulary(tokenizer), CLASS_COUNT)
  }

  /** Scores a response to a post. `makeRoom` gives the memory of the class probabilities for so many tokens. */
  analyse(prompt: string, response: string, makeRoom: (tokens: number) => Float64Array = newRoom): Analysis {
    const { tokenizer, nGrams } = this
    const ids = tokenizer.encode(response, true)
    const post = this.#countPost(prompt)
    const cacheShare = post.size > 0 ? PROMPT_CACHE_SHARE : 0
    const logProbabilities = new Float64Array(ids.length)
    const classes = new Uint8Array(ids.length)
    const classProbabilities = makeRoom(ids.length)
    const contexts = new Int32Array(ids.length)
    const context = nGrams.start()
    let logProbability = 0
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] ?? 0
      contexts[place] = context.classes
      const fromText = context.advance(id)
      const value = Math.log((1 - cacheShare) * fromText + cacheShare * (post.tokens[id] ?? 0))
      logProbabilities[place] = value
      logProbability += value
      classes[place] = nGrams.classes[id] ?? 0
    }
    nGrams.writeClasses(contexts, 1 - cacheShare, post.classes, classProbabilities)
    return { ids, logProbabilities, classes, classProbabilities, logProbability }
  }

  /** The tokens and classes of a post; the last one is remembered, since both responses ask for it. */
  #countPost(prompt: string): Post {
    if (this.#post?.prompt === prompt) return this.#post
    const ids = this.tokenizer.encode(prompt)
    const tokens = this.#postTokens.fill(0)
    const classes = new Float64Array(CLASS_COUNT)
    for (const id of ids) {
      tokens[id] = (tokens[id] ?? 0) + 1 / ids.length
      const tokenClass = this.nGrams.classes[id] ?? 0
      classes[tokenClass] = (classes[tokenClass] ?? 0) + 1 / ids.length
    }
    for (let index = 0; index < CLASS_COUNT; index++) classes[index] = PROMPT_CACHE_SHARE * (classes[index] ?? 0)
    this.#post = { prompt, size: ids.length, tokens, classes }
    return this.#post
  }
}

function newRoom(tokens: number): Float64Array {
  return new Float64Array(tokens * CLASS_COUNT)
}
