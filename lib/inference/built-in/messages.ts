import type { ConditionKey, RoleScore } from '@/lib/core/run'
import type { ItemExplanation } from './explanation'
import type { FoldItem } from './fold-scorer'
import type { FoldPlan } from './training-plan'

/** An item on its way to the thread that holds its fold. */
export interface RoutedItem extends FoldItem {
  readonly fold: number
}

/** What a thread is started with. */
export interface ThreadData {
  readonly plans: readonly FoldPlan[]
  readonly seed: number
  readonly condition: ConditionKey
}

/** What a thread is asked. Each request has an `id` of its own; `cancel` names the request to drop. */
export type ThreadRequest =
  | { readonly kind: 'score'; readonly id: number; readonly items: readonly RoutedItem[] }
  | { readonly kind: 'explain'; readonly id: number; readonly item: RoutedItem }
  | { readonly kind: 'cancel'; readonly id: number }

/** An error on its way back: classes do not survive the journey between threads. */
export interface ThreadFailure {
  readonly message: string
  /** Of the `InferenceError`; `scorer-failed` for any other error. */
  readonly code: string
}

/** What a thread answers. `learnt` comes once for each fold, before any other answer. */
export type ThreadReply =
  | { readonly kind: 'learnt'; readonly fold: number }
  | { readonly kind: 'scored'; readonly id: number; readonly scores: readonly RoleScore[] }
  | { readonly kind: 'explained'; readonly id: number; readonly explanation: ItemExplanation }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: ThreadFailure }
