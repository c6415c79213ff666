import type { Analysis, ReferenceModel } from './reference-model'

/** Tokens kept at most: about 35 MB of analyses. */
const MAX_TOKENS = 200_000

/** Remembers what the reference says of (post, response), since no persona changes it. The longest unused goes first. */
export class AnalysisCache {
  readonly #analyses = new Map<string, Analysis>()
  #tokens = 0

  constructor(
    readonly model: ReferenceModel,
    readonly maxTokens: number = MAX_TOKENS,
  ) {}

  analyse(prompt: string, response: string): Analysis {
    const key = `${prompt.length} ${prompt}${response}`
    const known = this.#analyses.get(key)
    if (known !== undefined) {
      this.#analyses.delete(key)
      this.#analyses.set(key, known)
      return known
    }
    const analysis = this.model.analyse(prompt, response)
    this.#analyses.set(key, analysis)
    this.#tokens += analysis.ids.length
    for (const [oldest, { ids }] of this.#analyses) {
      if (this.#tokens <= this.maxTokens || oldest === key) break
      this.#analyses.delete(oldest)
      this.#tokens -= ids.length
    }
    return analysis
  }
}
