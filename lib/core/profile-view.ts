import { findDimension } from './dimensions'
import { LANE_ORDERS, type LaneOrder } from './profile-lanes'
import { LEAST_PERCENT, PUBLISHED_PERCENT, RULE_KINDS, type RuleKind } from './profile-rule'
import { ANSWERERS, type View } from './view'
import {
  createParamReader,
  formatParams,
  oneOf,
  type Reading,
  readHash,
  type SearchParams,
  upTo,
  type ViewProblem,
} from './view-params'

/** Everything a profile page shows beside the theme and the row itself; the address bar is its only home. */
export interface ProfileView {
  /** As in `View`. */
  readonly source: string | null
  /** As in `View`. */
  readonly answers: View['answers']
  /** Keys of the history items left out, each once, in no order that matters. */
  readonly left: readonly string[]
  readonly rule: RuleKind
  /** As in `ProfileRule`. */
  readonly percent: number
  readonly order: LaneOrder
  /** Whether dimensions that no lane holds are shown too. */
  readonly isAll: boolean
  /** The key of the dimension whose evidence is open, or `null`. */
  readonly dimension: string | null
  /** The content hash of the person beside this one, or `null`. */
  readonly other: string | null
}

export const DEFAULT_PROFILE_VIEW: ProfileView = {
  source: null,
  answers: null,
  left: [],
  rule: 'published',
  percent: PUBLISHED_PERCENT,
  order: 'conflict',
  isAll: false,
  dimension: null,
  other: null,
}

/** A view as read from an address. What could not be read has its default and is named in `problems`. */
export interface ParsedProfileView extends ProfileView {
  readonly problems: readonly ViewProblem[]
}

/** Reads a view from the parameters of an address. Never throws, ignores parameters it does not know. */
export function parseProfileView(searchParams: SearchParams): ParsedProfileView {
  const problems: ViewProblem[] = []
  const read = createParamReader(searchParams, problems)
  const fallback = DEFAULT_PROFILE_VIEW
  return {
    source: read('source', upTo(2000)),
    answers: read('answers', oneOf(ANSWERERS)),
    left: read('left', readKeys) ?? fallback.left,
    rule: read('rule', oneOf(RULE_KINDS)) ?? fallback.rule,
    percent: read('mean', readPercent) ?? fallback.percent,
    order: read('sort', oneOf(LANE_ORDERS)) ?? fallback.order,
    isAll: read('all', oneOf(['1'])) !== null,
    dimension: read('dimension', readDimension),
    other: read('with', readHash),
    problems,
  }
}

/** The view as a query string without `?`; empty for the default view. `parseProfileView` reads it back unchanged. */
export function formatProfileView(view: ProfileView): string {
  const fallback = DEFAULT_PROFILE_VIEW
  return formatParams([
    ['source', view.source],
    ['answers', view.answers],
    ['left', view.left.join(',')],
    ['rule', view.rule === fallback.rule ? null : view.rule],
    ['mean', view.percent === fallback.percent ? null : String(view.percent)],
    ['sort', view.order === fallback.order ? null : view.order],
    ['all', view.isAll ? '1' : null],
    ['dimension', view.dimension],
    ['with', view.other],
  ])
}

/** The address of a person's profile under a view. */
export function profileAddress(hash: string, view: ProfileView = DEFAULT_PROFILE_VIEW): string {
  const query = formatProfileView(view)
  return `/profiles/${hash}${query ? `?${query}` : ''}`
}

function readKeys(text: string): Reading<readonly string[]> {
  const keys = text.split(',')
  return keys.every((key) => /^[up][1-9]\d{0,4}$/.test(key))
    ? { value: [...new Set(keys)] }
    : { problem: 'is no list of history items, such as u1,p3' }
}

function readPercent(text: string): Reading<number> {
  const value = Number(text)
  return /^\d{1,3}$/.test(text) && value >= LEAST_PERCENT && value <= 100
    ? { value }
    : { problem: `is no whole percentage from ${LEAST_PERCENT} to 100` }
}

function readDimension(text: string): Reading<string> {
  return findDimension(text) ? { value: text } : { problem: 'is no dimension' }
}
