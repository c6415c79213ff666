import { type ClassValue, clsx } from 'clsx'

/** The properties that parts of the screen let their users set anew. */
const PROPERTY = /^(min-h|min-w|max-h|max-w|h|w|size|p[xytrbl]?|top|shrink|rounded|bg|font|text)(?:-|$)/
const WEIGHT = /^font-(normal|medium|semibold)$/
const TEXT_SIZE = /^text-(meta|body|read|title|display|\[\d.*)$/
const TEXT_ALIGN = /^text-(left|center|right)$/

/** What a shorthand sets beside its own name. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  size: ['h', 'w'],
  p: ['px', 'py', 'pt', 'pr', 'pb', 'pl'],
  px: ['pr', 'pl'],
  py: ['pt', 'pb'],
}

const merged = new Map<string, string>()

/**
 * Joins class names; of two Tailwind classes for one of the properties above, under the same modifiers, the later wins.
 * A merge that knew all of Tailwind would be 9 kB in every page's first load.
 */
export function classNames(...values: ClassValue[]): string {
  const text = clsx(values)
  const known = merged.get(text)
  if (known !== undefined) return known
  const result = merge(text.split(' ')).join(' ')
  merged.set(text, result)
  return result
}

function merge(classes: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  const kept: string[] = []
  for (const name of classes.toReversed()) {
    const [, modifiers = '', utility = ''] = /^(.*:)?([^:]*)$/.exec(name) ?? []
    const property = propertyOf(utility)
    if (property !== null && taken.has(modifiers + property)) continue
    if (property !== null) for (const set of [property, ...(SETS[property] ?? [])]) taken.add(modifiers + set)
    kept.push(name)
  }
  return kept.reverse()
}

function propertyOf(utility: string): string | null {
  const property = PROPERTY.exec(utility)?.[1] ?? null
  if (property === 'font') return WEIGHT.test(utility) ? 'font-weight' : null
  if (property !== 'text') return property
  if (TEXT_SIZE.test(utility)) return 'font-size'
  return TEXT_ALIGN.test(utility) ? 'text-align' : 'color'
}
