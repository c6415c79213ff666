import { createHash } from 'node:crypto'
import { parseProfile } from '@/lib/core/profile-text'
import { conditionProfile, renderCondition } from '@/lib/core/prompts-condition'
import type { ConditionKey, RoleScore } from '@/lib/core/run'
import { InferenceError, type ScoringItem } from '../scorer'
import { AnalysisCache } from './analysis-cache'
import { explainResponse, type ItemExplanation, nameTheta } from './explanation'
import { type ProfileWeights, profileTheta, trainProfileWeights } from './profile-weights'
import { ReferenceModel } from './reference-model'
import { ReferenceScores } from './reference-scores'
import { fitTheta } from './theta-fit'
import { type Theta, tilt } from './tilt'
import type { FoldPlan } from './training-plan'

/** Prompts whose token counts are remembered; the memory is emptied when it is full. */
const REMEMBERED_PROMPTS = 20_000

/** What a fold scores: an item without its place in the run. */
export type FoldItem = Omit<ScoringItem, 'idx'>

/** The models of one fold. Scores the items whose post belongs to it, or to no fold at all. */
export class FoldScorer {
  readonly reference: ReferenceModel
  readonly #cache: AnalysisCache
  readonly #scores: ReferenceScores
  readonly #weights: ProfileWeights
  readonly #promptTokens = new Map<string, number>()

  /** Learns the reference, and for a PBA `condition` the profile weights. */
  constructor(
    plan: FoldPlan,
    seed: number,
    readonly condition: ConditionKey,
  ) {
    this.reference = new ReferenceModel(plan.texts)
    this.#cache = new AnalysisCache(this.reference)
    this.#scores = new ReferenceScores(this.reference)
    const rows = plan.rows.map(({ prompt, chosen, rejected, profile }) => ({
      chosen: this.reference.readClasses(prompt, chosen),
      rejected: this.reference.readClasses(prompt, rejected),
      profile,
    }))
    this.#weights = trainProfileWeights(rows, seed)
  }

  /**
   * Scores both responses. The reference, and a policy whose persona has nothing of what the condition shows, give the
   * same numbers to the last bit: a tie. Throws `InferenceError` for a condition that this scorer cannot read.
   */
  score(item: FoldItem): RoleScore {
    const start = performance.now()
    this.#cache.renew()
    const { example, persona, condition, role } = item
    const theta = role === 'policy' ? this.theta(item) : this.#refuseCondition(condition)
    const prompt = renderCondition(example, persona, condition, role).text
    const promptSha256 = createHash('sha256').update(prompt).digest('hex')
    const chosen = this.#scoreResponse(example.prompt, example.chosen, theta)
    const rejected = this.#scoreResponse(example.prompt, example.rejected, theta)
    return {
      nllChosen: chosen.negativeLogLikelihood,
      nllRejected: rejected.negativeLogLikelihood,
      promptTokens: this.#countPrompt(prompt, promptSha256),
      promptTokensCut: 0,
      chosenTokens: chosen.tokens,
      rejectedTokens: rejected.tokens,
      promptSha256,
      durationMs: performance.now() - start,
    }
  }

  /** What the persona of an item shifts; `null` when nothing is known of it. */
  theta({ persona, condition }: Pick<FoldItem, 'persona' | 'condition'>): Theta | null {
    this.#refuseCondition(condition)
    this.#cache.renew()
    const readsComments = condition === 'ugc' || condition === 'all'
    const readsPairs = condition === 'pair' || condition === 'all'
    if (!readsComments && !readsPairs) {
      const profile = conditionProfile(persona, condition)
      return profile === null ? null : profileTheta(this.#weights, parseProfile(profile).direction)
    }
    const comments = readsComments ? persona.ugc : []
    const pairs = readsPairs ? persona.pairs : []
    return fitTheta({
      comments: comments.map((item) => this.#cache.readClasses(item.prompt, item.comment)),
      pairs: pairs.map((item) => ({
        chosen: this.#cache.readClasses(item.prompt, item.chosen),
        rejected: this.#cache.readClasses(item.prompt, item.rejected),
      })),
    })
  }

  /** Why the item got its score: `theta` by name, and both responses token by token. */
  explain(item: FoldItem): ItemExplanation {
    const { example } = item
    const theta = item.role === 'policy' ? this.theta(item) : this.#refuseCondition(item.condition)
    const { reference } = this
    return {
      theta: nameTheta(theta),
      chosen: explainResponse(reference.tokenizer, reference.analyse(example.prompt, example.chosen), theta),
      rejected: explainResponse(reference.tokenizer, reference.analyse(example.prompt, example.rejected), theta),
    }
  }

  /** The classes of a response are asked for only when a persona shifts them. */
  #scoreResponse(
    prompt: string,
    response: string,
    theta: Theta | null,
  ): { readonly negativeLogLikelihood: number; readonly tokens: number } {
    const classes = theta === null ? undefined : this.#cache.readClasses(prompt, response)
    const { logProbability, tokens } = this.#scores.score(prompt, response, classes?.ids)
    const gain = theta === null || classes === undefined ? 0 : tilt(classes, theta)
    return { negativeLogLikelihood: Math.max(0, -(logProbability + gain)), tokens }
  }

  /** Tokens of a prompt and one for its start. Remembered, since policy and reference often see the same prompt. */
  #countPrompt(prompt: string, sha256: string): number {
    const known = this.#promptTokens.get(sha256)
    if (known !== undefined) return known
    const tokens = this.reference.tokenizer.count(prompt) + 1
    if (this.#promptTokens.size >= REMEMBERED_PROMPTS) this.#promptTokens.clear()
    this.#promptTokens.set(sha256, tokens)
    return tokens
  }

  #refuseCondition(condition: ConditionKey): null {
    if (condition === 'demo') throw demographicsError()
    const needsWeights = condition !== 'ugc' && condition !== 'pair' && condition !== 'all'
    if (needsWeights && condition !== this.condition)
      throw new InferenceError(
        `The built-in scorer was made for the condition ${this.condition} and has not learnt ${condition}. Make one for it.`,
        { backend: 'built-in', code: 'condition-not-learnt', isRetryable: false },
      )
    return null
  }
}

/** The refusal of the DEMO condition. */
export function demographicsError(): InferenceError {
  return new InferenceError(
    'The built-in scorer does not read demographic text, so it cannot score the DEMO condition. Choose UGC, PAIR, P (all parts) or a profile, or a language model as backend.',
    { backend: 'built-in', code: 'backend-cannot-score', isRetryable: false },
  )
}
