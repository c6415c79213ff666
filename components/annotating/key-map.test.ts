import { expect, test } from 'vitest'
import { KEY_ACTIONS } from './key-actions'
import {
  chordOf,
  DEFAULT_KEYS,
  describeChord,
  findAction,
  formatKeys,
  type KeyMap,
  parseKeys,
  remapKey,
} from './key-map'

function press(key: string, held: Partial<Parameters<typeof chordOf>[0]> = {}) {
  return chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })
}

function remapped(keys: KeyMap, id: string, chord: string): KeyMap {
  const answer = remapKey(keys, id, chord)
  if (!answer.ok) throw new Error(answer.reason)
  return answer.keys
}

test.each([
  [press('j'), 'j'],
  [press('J', { shiftKey: true }), 'Shift+j'],
  [press('?', { shiftKey: true }), '?'],
  [press('Enter', { ctrlKey: true }), 'Mod+Enter'],
  [press('Enter', { metaKey: true }), 'Mod+Enter'],
  [press('Enter', { shiftKey: true }), 'Shift+Enter'],
  [press('Enter', { altKey: true }), 'Alt+Enter'],
  [press(' ', { shiftKey: true }), 'Shift+Space'],
  [press('[', { ctrlKey: true, altKey: true }), '['],
  [press('e', { ctrlKey: true, altKey: true }), 'Mod+Alt+e'],
  [press('Shift', { shiftKey: true }), null],
  [press('Dead'), null],
])('a pressed key has one name: %s', (named, expected) => {
  expect(named).toBe(expected)
})

test('no two actions share a key where both count', () => {
  for (const { id, chord } of KEY_ACTIONS) expect(remapKey(DEFAULT_KEYS, id, chord).ok).toBe(true)
  expect(new Set(KEY_ACTIONS.map(({ id }) => id)).size).toBe(KEY_ACTIONS.length)
})

test('a key counts in its scope, and everywhere when it says so', () => {
  expect(findAction(DEFAULT_KEYS, 'Enter', 'page')).toBe('submit')
  expect(findAction(DEFAULT_KEYS, 'Enter', 'find')).toBe('mark-positive')
  expect(findAction(DEFAULT_KEYS, 'Enter', 'everywhere')).toBeNull()
  for (const scope of ['page', 'find', 'everywhere'] as const)
    expect(findAction(DEFAULT_KEYS, 'Mod+Enter', scope)).toBe('submit-typing')
  expect(findAction(DEFAULT_KEYS, 'j', 'everywhere')).toBeNull()
})

test('another key takes the place of the old one', () => {
  const keys = remapped(DEFAULT_KEYS, 'skip', 'x')
  expect(findAction(keys, 'x', 'page')).toBe('skip')
  expect(findAction(keys, 's', 'page')).toBeNull()
})

test.each([
  ['skip', 'j', /J is the key of “Next question” \(on the page\)/],
  ['skip', 'Mod+Enter', /Ctrl Enter is the key of “Submit, while typing too”/],
  ['submit-typing', 'Enter', /is the key of “Submit, and go on”/],
  ['mark-unsure', 'Shift+Enter', /is the key of “Mark it −”/],
  ['mark-unsure', '3', /3 types a character here/],
  ['submit-typing', 'Shift+j', /types a character/],
  ['skip', 'Tab', /belongs to the browser/],
  ['skip', 'Mod+k', /belongs to the browser/],
  ['jump', 'q', /There is no action jump/],
])('%s cannot have %s', (id, chord, reason) => {
  const answer = remapKey(DEFAULT_KEYS, id, chord)
  expect(answer).toEqual({ ok: false, reason: expect.stringMatching(reason) })
})

test('keys come back as they were kept, and two may have changed places', () => {
  const away = remapped(remapped(DEFAULT_KEYS, 'skip', 'x'), 'undo', 's')
  const keys = remapped(away, 'skip', 'z')
  expect(parseKeys(formatKeys(keys))).toEqual({ keys, dropped: [] })
  expect(formatKeys(DEFAULT_KEYS)).toBe('{}')
})

test('kept keys that no longer fit are named and go back to their defaults', () => {
  const kept = JSON.stringify({ skip: 'j', gone: 'q', undo: 'u' })
  const { keys, dropped } = parseKeys(kept)
  expect(dropped).toEqual(['Skip this item', 'gone'])
  expect([keys.get('skip'), keys.get('undo'), keys.get('next-question')]).toEqual(['s', 'u', 'j'])
  for (const text of [null, '', '[', '"a"', 'null', '{"skip":1}']) expect(parseKeys(text).keys).toEqual(DEFAULT_KEYS)
})

test('chords are named as they are printed', () => {
  expect(['j', 'Mod+s', 'Shift+Enter', '?', '+', 'Mod++'].map(describeChord)).toEqual([
    'J',
    'Ctrl S',
    'Shift Enter',
    '?',
    '+',
    'Ctrl +',
  ])
})
