import type { Analysis, ReferenceModel } from './reference-model'

/** Tokens kept at most: about 35 MB of analyses. */
const MAX_TOKENS = 200_000

interface Known {
  readonly prompt: string
  readonly analysis: Analysis
}

/** Remembers what the reference says of (post, response), since no persona changes it. The longest unused goes first. */
export class AnalysisCache {
  /** By response, whose hash the engine keeps; mostly one post each. */
  readonly #known = new Map<string, readonly Known[]>()
  #tokens = 0

  constructor(
    readonly model: ReferenceModel,
    readonly maxTokens: number = MAX_TOKENS,
  ) {}

  analyse(prompt: string, response: string): Analysis {
    const known = this.#known.get(response) ?? []
    if (known.length > 0) this.#known.delete(response)
    const same = known.find((entry) => entry.prompt === prompt)
    const analysis = same?.analysis ?? this.model.analyse(prompt, response)
    this.#known.set(response, same === undefined ? [...known, { prompt, analysis }] : known)
    if (same === undefined) this.#tokens += analysis.ids.length
    this.#forget(response)
    return analysis
  }

  /** Forgets the longest unused responses, but not `kept`, until the rest is small enough. */
  #forget(kept: string): void {
    for (const [response, entries] of this.#known) {
      if (this.#tokens <= this.maxTokens || response === kept) return
      this.#known.delete(response)
      for (const { analysis } of entries) this.#tokens -= analysis.ids.length
    }
  }
}
