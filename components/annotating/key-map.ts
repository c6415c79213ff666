import { KEY_ACTIONS, type KeyScope, SCOPE_NAMES } from './key-actions'

/** The chord of every action, by its id. */
export type KeyMap = ReadonlyMap<string, string>

/** What of a keyboard event names a chord. */
interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const MODIFIERS = ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified']

/** Keys that browsers, screen readers, text fields and the app's frame need. */
const RESERVED = new Set(
  'Tab Shift+Tab Escape Space ArrowUp ArrowDown ArrowLeft ArrowRight F5 F6 F11 F12 Mod+a Mod+c Mod+f Mod+k Mod+l Mod+n Mod+p Mod+r Mod+t Mod+v Mod+w Mod+x Mod+Shift+z'.split(
    ' ',
  ),
)

/** The keys as they come. */
export const DEFAULT_KEYS: KeyMap = new Map(KEY_ACTIONS.map(({ id, chord }) => [id, chord]))

/**
 * The name of a pressed chord: `j`, `?`, `Shift+Enter`, `Mod+s` (Control or Command). `null` for a modifier alone and
 * for keys that compose a character. Shift is named only where it does not make another character.
 */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if (MODIFIERS.includes(key)) return null
  const isCharacter = [...key].length === 1
  const isLetter = /^\p{L}$/u.test(key)
  // AltGr, with which some keyboards write [ or ?, comes as Control with Alt.
  const isComposed = isCharacter && !isLetter && ctrlKey && altKey
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key
  return [
    ...((ctrlKey || metaKey) && !isComposed ? ['Mod'] : []),
    ...(altKey && !isComposed ? ['Alt'] : []),
    ...(shiftKey && (!isCharacter || isLetter || key === ' ') ? ['Shift'] : []),
    name,
  ].join('+')
}

/** The action that a chord stands for in a scope; a key that counts everywhere is found in each. `null` for none. */
export function findAction(keys: KeyMap, chord: string, scope: KeyScope): string | null {
  const action = KEY_ACTIONS.find(
    (one) => (one.scope === scope || one.scope === 'everywhere') && keys.get(one.id) === chord,
  )
  return action?.id ?? null
}

/** Another chord for an action, or why it cannot have it. */
export type Remapped = { readonly ok: true; readonly keys: KeyMap } | { readonly ok: false; readonly reason: string }

/** Gives an action another chord. One that is reserved, that types a character or that another action has is refused. */
export function remapKey(keys: KeyMap, id: string, chord: string): Remapped {
  const action = KEY_ACTIONS.find((one) => one.id === id)
  if (!action) return { ok: false, reason: `There is no action ${id}.` }
  const shown = describeChord(chord)
  if (RESERVED.has(chord)) return { ok: false, reason: `${shown} belongs to the browser or to the page's frame.` }
  if (action.scope !== 'page' && typesCharacter(chord))
    return { ok: false, reason: `${shown} types a character here: take it with Control or Alt.` }
  const holder = KEY_ACTIONS.find(
    (one) => one.id !== id && keys.get(one.id) === chord && doScopesMeet(one.scope, action.scope),
  )
  if (holder)
    return {
      ok: false,
      reason: `${shown} is the key of “${holder.label}” (${SCOPE_NAMES[holder.scope].toLowerCase()}). Give that another key first.`,
    }
  return { ok: true, keys: new Map(keys).set(id, chord) }
}

function typesCharacter(chord: string): boolean {
  return !/^(Mod|Alt)\+/.test(chord) && [...chord.replace(/^Shift\+/, '')].length === 1
}

function doScopesMeet(one: KeyScope, other: KeyScope): boolean {
  return one === other || one === 'everywhere' || other === 'everywhere'
}

/** A chord for people: `Ctrl Enter`. */
export function describeChord(chord: string): string {
  if (chord === '+') return '+'
  return chord
    .split(/\+(?=.)/)
    .map((part) => CHORD_WORDS[part] ?? (/^\p{L}$/u.test(part) ? part.toUpperCase() : part))
    .join(' ')
}

const CHORD_WORDS: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
}

/** The keys that differ from the defaults, as text to be kept. */
export function formatKeys(keys: KeyMap): string {
  const own = [...keys].filter(([id, chord]) => DEFAULT_KEYS.get(id) !== chord)
  return JSON.stringify(Object.fromEntries(own))
}

/** Keys from kept text. Those that no longer fit are `dropped`, by the name of their action or their id, and at their defaults. */
export function parseKeys(text: string | null): { readonly keys: KeyMap; readonly dropped: readonly string[] } {
  const own = readPairs(text)
  const dropped: string[] = []
  // All at once: two actions may have changed keys with each other.
  const wanted = new Map(DEFAULT_KEYS)
  for (const [id, chord] of own) if (wanted.has(id)) wanted.set(id, chord)
  let keys: KeyMap = wanted
  for (const [id, chord] of own) {
    const label = KEY_ACTIONS.find((one) => one.id === id)?.label
    const isFine = label !== undefined && remapKey(keys, id, chord).ok
    if (isFine) continue
    dropped.push(label ?? id)
    const plain = DEFAULT_KEYS.get(id)
    if (plain !== undefined) keys = new Map(keys).set(id, plain)
  }
  return { keys, dropped }
}

function readPairs(text: string | null): readonly (readonly [string, string])[] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([id, chord]) => (typeof chord === 'string' ? [[id, chord] as const] : []))
  } catch {
    return []
  }
}
