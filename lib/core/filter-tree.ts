import { allOf, type Filter } from './filter'

/** A filter without its negations, and whether these turn its meaning round. */
export interface FilterNode {
  readonly isNegated: boolean
  readonly inner: Exclude<Filter, { readonly kind: 'not' }>
}

/** Where a filter stands: places in the `all` and `any` on the way down. A `not` is no step of the way. */
export type FilterPath = readonly number[]

export type GroupKind = 'all' | 'any'

/** A filter apart from its negations; two of them cancel out. */
export function nodeOf(filter: Filter): FilterNode {
  if (filter.kind !== 'not') return { isNegated: false, inner: filter }
  const { isNegated, inner } = nodeOf(filter.filter)
  return { isNegated: !isNegated, inner }
}

function filterOf({ isNegated, inner }: FilterNode): Filter {
  return isNegated ? { kind: 'not', filter: inner } : inner
}

/** The filter that keeps what this one leaves out. */
export function negate(filter: Filter): Filter {
  const { isNegated, inner } = nodeOf(filter)
  return filterOf({ isNegated: !isNegated, inner })
}

/** The parts of an `all` or `any`, negated or not; `null` for a condition. */
export function partsOf(filter: Filter): readonly Filter[] | null {
  const { inner } = nodeOf(filter)
  return inner.kind === 'all' || inner.kind === 'any' ? inner.filters : null
}

/** The filter at a path, `null` where there is none. */
export function filterAt(root: Filter, path: FilterPath): Filter | null {
  return path.reduce<Filter | null>((filter, at) => (filter && partsOf(filter)?.[at]) ?? null, root)
}

/** How many `all`, `any` and `not` stand inside one another. */
export function depthOf(filter: Filter): number {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return 1 + Math.max(0, ...filter.filters.map(depthOf))
    case 'not':
      return 1 + depthOf(filter.filter)
    default:
      return 0
  }
}

/** Puts other filters in the place of the one at a path; a group that is left empty goes too, the root stays. */
function spliceAt(root: Filter, path: FilterPath, next: readonly Filter[]): Filter {
  const [at, ...rest] = path
  const parts = partsOf(root)
  if (at === undefined || !parts) return root
  const part = parts[at]
  if (!part) return root
  let changed = next
  if (rest.length > 0) {
    const inside = spliceAt(part, rest, next)
    changed = partsOf(inside)?.length === 0 ? [] : [inside]
  }
  return withParts(root, [...parts.slice(0, at), ...changed, ...parts.slice(at + 1)])
}

function withParts(group: Filter, filters: readonly Filter[]): Filter {
  const { isNegated, inner } = nodeOf(group)
  return filterOf({ isNegated, inner: { kind: inner.kind === 'any' ? 'any' : 'all', filters } })
}

/** The root with another filter at a path. */
export function replaceAt(root: Filter, path: FilterPath, filter: Filter): Filter {
  return path.length === 0 ? filter : spliceAt(root, path, [filter])
}

/** The root without the filter at a path. */
export function removeAt(root: Filter, path: FilterPath): Filter {
  return path.length === 0 ? allOf([]) : spliceAt(root, path, [])
}

/** The root with one more part at the end of the group at a path. */
export function appendTo(root: Filter, path: FilterPath, filter: Filter): Filter {
  const group = filterAt(root, path)
  const parts = group && partsOf(group)
  return parts ? replaceAt(root, path, withParts(group, [...parts, filter])) : root
}

/** The root with some parts of the group at a path gathered in a group of their own, at the place of the first. */
export function groupParts(root: Filter, path: FilterPath, places: readonly number[], kind: GroupKind): Filter {
  const group = filterAt(root, path)
  const parts = (group && partsOf(group)) ?? []
  const gathered = parts.filter((_, at) => places.includes(at))
  if (!group || gathered.length === 0) return root
  const first = parts.findIndex((_, at) => places.includes(at))
  const rest = parts.flatMap((part, at): Filter[] => {
    if (at === first) return [{ kind, filters: gathered }]
    return places.includes(at) ? [] : [part]
  })
  return replaceAt(root, path, withParts(group, rest))
}

/** The root with the parts of the group at a path in its place. A negated group stays: its parts mean something else. */
export function ungroupAt(root: Filter, path: FilterPath): Filter {
  const group = filterAt(root, path)
  const parts = group && partsOf(group)
  if (!parts || path.length === 0 || nodeOf(group).isNegated) return root
  return spliceAt(root, path, parts)
}

/** The root with the group at a path made an `all` or an `any`. */
export function changeGroup(root: Filter, path: FilterPath, kind: GroupKind): Filter {
  const group = filterAt(root, path)
  const filters = group && partsOf(group)
  if (!filters) return root
  return replaceAt(root, path, filterOf({ isNegated: nodeOf(group).isNegated, inner: { kind, filters } }))
}

/** The root with the filter at a path one place up (-1) or down (+1) among its neighbours; at the end it stays. */
export function moveAt(root: Filter, path: FilterPath, by: -1 | 1): Filter {
  const at = path.at(-1)
  const above = path.slice(0, -1)
  const group = filterAt(root, above)
  const parts = (group && partsOf(group)) ?? []
  if (!group || at === undefined) return root
  const [part, neighbour] = [parts[at], parts[at + by]]
  if (!part || !neighbour) return root
  const moved = parts.map((other, place) => (place === at ? neighbour : place === at + by ? part : other))
  return replaceAt(root, above, withParts(group, moved))
}
