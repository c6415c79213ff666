import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadPart } from './load-part'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Loads a part through a server that is there or not, look by look, and gives what is told of it. */
async function load(answers: readonly boolean[], failures: number) {
  let [tries, looks] = [0, 0]
  const loading = loadPart(
    async () => {
      tries += 1
      if (tries <= failures) throw new Error(`Failed to load chunk, try ${tries}`)
      return 'the part'
    },
    async () => {
      const isThere = answers[looks]
      looks += 1
      if (isThere === undefined) throw new Error('looked once too often')
      return isThere
    },
  )
  const told = loading.then(
    (part) => part,
    (error: Error) => error.message,
  )
  await vi.runAllTimersAsync()
  return { told: await told, tries, looks }
}

test('what loads at once asks for nothing else', async () => {
  expect(await load([], 0)).toEqual({ told: 'the part', tries: 1, looks: 0 })
})

test('a server that is away is waited for, however long', async () => {
  expect(
    await load(
      Array.from({ length: 30 }, () => false),
      30,
    ),
  ).toEqual({ told: 'the part', tries: 31, looks: 30 })
})

test('what a server that answers does not give is tried once more, then told', async () => {
  expect(await load([true], 1)).toEqual({ told: 'the part', tries: 2, looks: 1 })
  expect(await load([true, true], 9)).toEqual({ told: 'Failed to load chunk, try 2', tries: 2, looks: 2 })
})

test('a server that goes away again is waited for again', async () => {
  expect(await load([false, true, false, true], 4)).toEqual({ told: 'the part', tries: 5, looks: 4 })
})
