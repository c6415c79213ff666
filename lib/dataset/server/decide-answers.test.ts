import { expect, test } from 'vitest'
import { decideAnswers } from './decide-answers'

const MB = 1024 * 1024
const USUAL = { hasWasm: true, memoryGb: 8 }
const SMALL = { hasWasm: true, memoryGb: 1 }

test.each([
  ['a small source', null, { isLocal: true, isPrepared: false, bytes: MB }, USUAL, 'tab', null],
  ['a large source', null, { isLocal: true, isPrepared: false, bytes: 500 * MB }, USUAL, 'server', 'large'],
  ['a large prepared one', null, { isLocal: true, isPrepared: true, bytes: 9000 * MB }, USUAL, 'tab', null],
  ['a small source on a small device', null, { isLocal: true, isPrepared: false, bytes: MB }, SMALL, 'tab', null],
  [
    'more on a small device',
    null,
    { isLocal: true, isPrepared: true, bytes: 20 * MB },
    SMALL,
    'server',
    'small-device',
  ],
  [
    'a browser that does not tell',
    null,
    { isLocal: true, isPrepared: true, bytes: 20 * MB },
    { ...USUAL, memoryGb: null },
    'tab',
    null,
  ],
  [
    'no WebAssembly',
    null,
    { isLocal: true, isPrepared: false, bytes: MB },
    { ...USUAL, hasWasm: false },
    'server',
    'no-wasm',
  ],
  ['the server, chosen', 'server', { isLocal: true, isPrepared: false, bytes: MB }, USUAL, 'server', 'chosen'],
  ['the tab, chosen', 'tab', { isLocal: true, isPrepared: false, bytes: 500 * MB }, SMALL, 'tab', null],
  ['files of this computer', null, { isLocal: false, isPrepared: false, bytes: 500 * MB }, SMALL, 'tab', null],
  [
    'the server for files that it has not',
    'server',
    { isLocal: false, isPrepared: false, bytes: MB },
    USUAL,
    'tab',
    'not-here',
  ],
] as const)('%s', (_, choice, data, capability, by, reason) => {
  expect(decideAnswers(choice, data, capability)).toMatchObject({ by, reason, choice, canServer: data.isLocal })
})

test.each([
  [null, true, true],
  ['tab', true, false],
  [null, false, false],
] as const)('texts of prepared data are searched by the server: %s %s', (choice, isLocal, expected) => {
  const { searchesTexts } = decideAnswers(choice, { isLocal, isPrepared: true, bytes: MB }, USUAL)
  expect(searchesTexts).toBe(expected)
})
