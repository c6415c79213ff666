import { expect, test } from 'vitest'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { conditionsOf } from '@/lib/core/filter'
import { parseView } from '@/lib/core/view'
import { DESTINATIONS } from './destinations'
import { listCommands } from './list-commands'

const COMMANDS = listCommands(DESTINATIONS, DIMENSIONS)

test('the pages come first, then both poles of every dimension', () => {
  expect(COMMANDS.slice(0, DESTINATIONS.length)).toEqual(
    DESTINATIONS.map(({ label, hint, href }) => ({ text: label, hint, href })),
  )
  expect(COMMANDS).toHaveLength(DESTINATIONS.length + 180)
  expect(COMMANDS[DESTINATIONS.length]).toEqual({
    text: 'Young',
    hint: 'rows · Age',
    href: expect.stringMatching(/^\/explore\?/),
  })
})

test('a pole leads to Explore with that one condition and nothing else', () => {
  const poles = DIMENSIONS.flatMap(({ key }) => (['positive', 'negative'] as const).map((pole) => ({ key, pole })))
  poles.forEach(({ key, pole }, at) => {
    const address = new URL(COMMANDS[DESTINATIONS.length + at]?.href ?? '', 'http://127.0.0.1')
    const view = parseView(address.searchParams)
    expect([...address.searchParams.keys()]).toEqual(['f'])
    expect(view.problems).toEqual([])
    expect(conditionsOf(view.filter)).toEqual([{ kind: 'direction', dimension: key, pole }])
  })
})

test('no two commands lead to the same place', () => {
  expect(new Set(COMMANDS.map(({ href }) => href)).size).toBe(COMMANDS.length)
})
