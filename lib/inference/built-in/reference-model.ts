import { BytePairTokenizer } from './byte-pair'
import { trainBytePairs } from './byte-pair-trainer'
import { NGramModel } from './n-gram'
import { CLASS_COUNT, classifyVocabulary } from './token-classes'

/** Ids of the byte-pair vocabulary, end of response included. */
export const VOCABULARY_SIZE = 2048

/** Share of each next-token distribution that repeats the tokens of the post. */
export const PROMPT_CACHE_SHARE = 0.15

/** The classes of a response's tokens as the reference expects them: all that a persona's `theta` is fitted to. */
export interface ResponseClasses {
  /** Ids of the response, the end of the response last. */
  readonly ids: Int32Array
  /** Class index of each id. */
  readonly classes: Uint8Array
  /** P(class) before each id: `CLASS_COUNT` numbers for each id, which sum to 1. */
  readonly classProbabilities: Float64Array
  /** Tokens of each class minus tokens expected: the derivative of the response's gain where `theta` is 0. */
  readonly classSurplus: Float64Array
}

/** What a response looks like to the reference: everything that no persona changes. */
export interface Analysis extends ResponseClasses {
  /** log P(token) in nats, one for each id. */
  readonly logProbabilities: Float64Array
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

  /** Scores a response to a post. */
  analyse(prompt: string, response: string): Analysis {
    const classes = this.readClasses(prompt, response)
    const logProbabilities = this.logProbabilities(prompt, classes.ids)
    return { ...classes, logProbabilities }
  }

  /**
   * The classes of a response to a post, at half the price of `analyse`. `makeRoom` gives the memory of the class
   * probabilities for so many tokens.
   */
  readClasses(prompt: string, response: string, makeRoom: (tokens: number) => Float64Array = newRoom): ResponseClasses {
    const { tokenizer, nGrams } = this
    const ids = tokenizer.encode(response, true)
    const post = this.#countPost(prompt)
    const classProbabilities = makeRoom(ids.length)
    const classSurplus = new Float64Array(CLASS_COUNT)
    const share = post.size > 0 ? 1 - PROMPT_CACHE_SHARE : 1
    nGrams.writeClasses(ids, share, post.classes, classProbabilities, classSurplus)
    const classes = new Uint8Array(ids.length)
    for (let index = 0; index < CLASS_COUNT; index++) classSurplus[index] = -(classSurplus[index] ?? 0)
    for (let place = 0; place < ids.length; place++) {
      const tokenClass = nGrams.classes[ids[place] ?? 0] ?? 0
      classes[place] = tokenClass
      classSurplus[tokenClass] = (classSurplus[tokenClass] ?? 0) + 1
    }
    return { ids, classes, classProbabilities, classSurplus }
  }

  /** log P(token) in nats for each id of a response to a post. */
  logProbabilities(prompt: string, ids: Int32Array): Float64Array {
    const post = this.#countPost(prompt)
    const cacheShare = post.size > 0 ? PROMPT_CACHE_SHARE : 0
    const context = this.nGrams.start()
    const values = new Float64Array(ids.length)
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] ?? 0
      const fromText = context.advance(id)
      values[place] = Math.log((1 - cacheShare) * fromText + cacheShare * (post.tokens[id] ?? 0))
    }
    return values
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
