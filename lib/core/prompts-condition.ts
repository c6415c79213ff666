import type { Direction } from './direction'
import type { Example } from './example'
import { exactProfile, historyDirections, publishedProfile } from './profile'
import { formatProfile } from './profile-text'
import { type RenderedPrompt, renderPrompt, type ShownPersona } from './prompts'
import type { ConditionKey } from './run'

/** A prompt of a run. `evidence` is `none` when the persona has nothing of what the condition shows. */
export interface ConditionPrompt extends RenderedPrompt {
  readonly evidence: 'some' | 'none'
}

const NOTHING: ShownPersona = { ugc: [], pairs: [], demographics: null, profile: '' }

/**
 * The prompt that a model sees in a run: the post of `example` with `persona` (the same row, or another one for the
 * control). The policy sees what `condition` lets through, in its template. The reference always sees the few-shot
 * prompt: with the same parts for ICA conditions, with the whole history and demographics for PBA ones, as published.
 * Source: AlignX eval/loss_ica.py, loss_pba.py, loss_few_shot.py.
 */
export function renderCondition(
  example: Pick<Example, 'prompt'>,
  persona: Example,
  condition: ConditionKey,
  role: 'policy' | 'reference',
): ConditionPrompt {
  const isProfile = !isHistoryCondition(condition)
  const shown = role === 'reference' && isProfile ? showHistory(persona, 'all') : showCondition(persona, condition)
  const template = role === 'reference' ? 'few-shot' : isProfile ? 'pba' : 'ica'
  const isEmpty = shown.ugc.length + shown.pairs.length === 0 && !shown.demographics && shown.profile === ''
  return { ...renderPrompt(template, example.prompt, shown), evidence: isEmpty ? 'none' : 'some' }
}

/** The profile text that a PBA condition shows; `null` when the persona lacks it, and for ICA conditions. */
export function conditionProfile(persona: Example, condition: ConditionKey): string | null {
  switch (condition) {
    case 'profile-given':
      return persona.profile
    case 'profile-published':
      return inferProfile(persona, publishedProfile)
    case 'profile-exact':
      return inferProfile(persona, exactProfile)
    case 'golden':
      return persona.direction && formatProfile(persona.direction)
    case 'ugc':
    case 'pair':
    case 'demo':
    case 'all':
      return null
  }
}

/** The profile text inferred from UGC and pairs by a rule; `null` when no item of the history has a direction. */
export function inferProfile(persona: Example, rule: (history: readonly Direction[]) => Direction): string | null {
  const history = historyDirections(persona, 'both')
  return history && formatProfile(rule(history))
}

type HistoryCondition = 'ugc' | 'pair' | 'demo' | 'all'

function isHistoryCondition(condition: ConditionKey): condition is HistoryCondition {
  return condition === 'ugc' || condition === 'pair' || condition === 'demo' || condition === 'all'
}

function showCondition(persona: Example, condition: ConditionKey): ShownPersona {
  if (isHistoryCondition(condition)) return showHistory(persona, condition)
  return { ...NOTHING, profile: conditionProfile(persona, condition) ?? '' }
}

function showHistory(persona: Example, condition: HistoryCondition): ShownPersona {
  const shows = (part: HistoryCondition) => condition === part || condition === 'all'
  return {
    ugc: shows('ugc') ? persona.ugc : [],
    pairs: shows('pair') ? persona.pairs : [],
    demographics: shows('demo') ? persona.demographics : null,
    profile: '',
  }
}
