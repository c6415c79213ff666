import { createHash } from 'node:crypto'
import type { ReferenceModel } from './reference-model'

/** Responses remembered unless told otherwise; the memory is emptied when it is full. About 6 MB. */
const REMEMBERED_RESPONSES = 20_000

/** What the reference says of a whole response: its log P in nats, and its tokens with the end of the response. */
interface ReferenceScore {
  readonly logProbability: number
  readonly tokens: number
}

/** Remembers the reference's scores by a hash of post and response: each role of a run asks for the same ones. */
export class ReferenceScores {
  readonly #known = new Map<string, ReferenceScore>()

  constructor(
    readonly model: ReferenceModel,
    readonly maxResponses: number = REMEMBERED_RESPONSES,
  ) {}

  /** The score of a response to a post. `ids` are its ids, when they are at hand. */
  score(prompt: string, response: string, ids?: Int32Array): ReferenceScore {
    const key = createHash('sha256').update(`${prompt.length} ${prompt}`).update(response).digest('base64')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const own = ids ?? this.model.tokenizer.encode(response, true)
    let logProbability = 0
    for (const value of this.model.logProbabilities(prompt, own)) logProbability += value
    const score = { logProbability, tokens: own.length }
    if (this.#known.size >= this.maxResponses) this.#known.clear()
    this.#known.set(key, score)
    return score
  }
}
