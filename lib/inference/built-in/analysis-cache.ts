import type { ReferenceModel, ResponseClasses } from './reference-model'
import { CLASS_COUNT } from './token-classes'

/** Tokens of one half of the memory: 15 MB of class probabilities. */
const HALF_TOKENS = 100_000

interface Known {
  readonly prompt: string
  readonly classes: ResponseClasses
}

/** By response, whose hash the engine keeps; mostly one post each. */
type Half = { readonly known: Map<string, Known[]>; readonly memory: Float64Array; tokens: number }

/**
 * Remembers the classes of (post, response), since no persona changes them. Class probabilities lie in two halves of
 * memory that are used again and again, since fresh memory costs more than filling it. When the newer half is full,
 * `renew` forgets the older one. Holds `2 * halfTokens` tokens and what was asked for since the last `renew`.
 */
export class AnalysisCache {
  #newer: Half
  #older: Half

  constructor(
    readonly model: ReferenceModel,
    readonly halfTokens: number = HALF_TOKENS,
  ) {
    this.#newer = makeHalf(halfTokens)
    this.#older = makeHalf(halfTokens)
  }

  /** To be called when nothing that was given out is in use any more: its memory may be filled anew. */
  renew(): void {
    if (this.#newer.tokens < this.halfTokens) return
    const emptied = this.#older
    emptied.known.clear()
    emptied.tokens = 0
    this.#older = this.#newer
    this.#newer = emptied
  }

  /** The classes of a response to a post. They stay as they are until `renew`. */
  readClasses(prompt: string, response: string): ResponseClasses {
    return find(this.#newer, prompt, response) ?? find(this.#older, prompt, response) ?? this.#add(prompt, response)
  }

  #add(prompt: string, response: string): ResponseClasses {
    const half = this.#newer
    const classes = this.model.readClasses(prompt, response, (tokens) => {
      const start = half.tokens * CLASS_COUNT
      const end = start + tokens * CLASS_COUNT
      half.tokens += tokens
      return end <= half.memory.length ? half.memory.subarray(start, end) : new Float64Array(end - start)
    })
    const known = half.known.get(response)
    if (known === undefined) half.known.set(response, [{ prompt, classes }])
    else known.push({ prompt, classes })
    return classes
  }
}

function find({ known }: Half, prompt: string, response: string): ResponseClasses | undefined {
  return known.get(response)?.find((entry) => entry.prompt === prompt)?.classes
}

function makeHalf(tokens: number): Half {
  return { known: new Map(), memory: new Float64Array(tokens * CLASS_COUNT), tokens: 0 }
}
