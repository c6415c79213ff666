import type { Filter, FilterTerm } from '@/lib/core/filter'
import { filterSchema } from '@/lib/core/filter-schema'
import { negate, nodeOf } from '@/lib/core/filter-tree'

export const CONDITION_KINDS = [
  { key: 'direction', label: 'Direction of the row' },
  { key: 'history', label: 'History items' },
  { key: 'range', label: 'Length or count' },
  { key: 'text', label: 'Text' },
  { key: 'words', label: 'Words of the post' },
  { key: 'missing', label: 'Missing part' },
  { key: 'shard', label: 'Shard' },
  { key: 'selection', label: 'Saved selection' },
  { key: 'run', label: 'Margins of a run' },
] as const

export type ConditionKind = (typeof CONDITION_KINDS)[number]['key']

/** A condition as the form starts with it: its kind, its term, and whether the form's "not" is ticked. */
export interface StartingCondition {
  readonly kind: ConditionKind
  readonly term: FilterTerm | null
  /** "No history item" is a choice of its own and does not tick the "not". */
  readonly isNegated: boolean
  readonly isNoItem: boolean
}

/** Where the form starts for a condition; a group, or none, starts an empty form. */
export function startCondition(condition: Filter | null): StartingCondition {
  const empty = { kind: 'direction', term: null, isNegated: false, isNoItem: false } as const
  if (!condition) return empty
  const { isNegated, inner } = nodeOf(condition)
  if (inner.kind === 'all' || inner.kind === 'any') return empty
  const isNoItem = inner.kind === 'history' && inner.quantifier === 'some' && isNegated
  const kind = inner.kind === 'neutral' ? 'direction' : inner.kind
  return { kind, term: inner, isNegated: isNegated && !isNoItem, isNoItem }
}

/** The condition that the form describes, or what is missing in it. `run` is the run of a condition that is changed. */
export function readCondition(
  kind: ConditionKind,
  form: FormData,
  run: string | null,
): { readonly filter: Filter } | { readonly problem: string } {
  const number = (name: string) => (form.get(name) ? Number(form.get(name)) : null)
  const isNeutral = kind === 'direction' && form.get('pole') === 'neutral'
  const isNoItem = kind === 'history' && form.get('quantifier') === 'no'
  const raw = {
    kind: isNeutral ? 'neutral' : kind,
    dimension: form.get('dimension'),
    pole: form.get('pole'),
    quantifier: isNoItem || kind !== 'history' ? 'some' : form.get('quantifier'),
    facet: form.get('facet'),
    min: number('min'),
    max: number('max'),
    query: form.get('query'),
    fields: form.getAll('field'),
    column: form.get('column'),
    shard: number('shard') ?? 0,
    selection: form.get('selection'),
    run,
    from: number('min'),
    to: number('max'),
  }
  if (kind === 'range' && raw.min === null && raw.max === null) return { problem: 'Fill in at least one value.' }
  if (kind === 'selection' && raw.selection === null) return { problem: 'Save or import a selection first.' }
  const parsed = filterSchema.safeParse(raw)
  if (!parsed.success)
    return { problem: kind === 'words' ? 'Fill in at least one word.' : 'Fill in at least one value.' }
  const isNegated = (form.get('not') !== null) !== isNoItem
  return { filter: isNegated ? negate(parsed.data) : parsed.data }
}
