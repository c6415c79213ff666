// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { MapFrame } from './camera'
import type { MapRenderer } from './map-renderer'
import { createMapStage } from './map-stage'

const FRAME: MapFrame = { width: 100, height: 100, x: 0, y: 0, scale: 1 }

/** A renderer that notes what it is asked to draw, and is done when the test says so. */
function createRecorder() {
  const parts: (readonly [from: number, to: number])[] = []
  const state = { isDone: true, isDisposed: false }
  const renderer: MapRenderer = {
    setPositions: () => undefined,
    setColoring: () => undefined,
    draw: (_, { from, to }) => {
      parts.push([from, to])
      return to
    },
    isDone: () => state.isDone,
    dispose: () => {
      state.isDisposed = true
    },
  }
  return { parts, state, renderer }
}

const frames = async (many: number) => {
  for (let at = 0; at < many; at++) await new Promise(requestAnimationFrame)
}

test('a million rows are drawn part by part until all are there, and again for a new camera', async () => {
  const { parts, renderer } = createRecorder()
  let drawn = 0
  const stage = createMapStage(document.createElement('canvas'), renderer, (share) => {
    drawn = share
  })
  stage.show({ positions: new Float32Array(2_000_000), frame: FRAME })
  await expect.poll(() => drawn).toBe(1)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts[0]).toEqual([0, 0.04])
  for (const [at, [from]] of parts.entries()) expect(from).toBe(at === 0 ? 0 : parts[at - 1]?.[1])
  const before = parts.length
  await frames(3)
  expect(parts).toHaveLength(before)
  stage.show({ frame: { ...FRAME, x: 1 } })
  await frames(1)
  expect(parts[before]?.[0]).toBe(0)
  stage.dispose()
})

test('few rows are drawn at once', async () => {
  const { parts, renderer } = createRecorder()
  const stage = createMapStage(document.createElement('canvas'), renderer, () => undefined)
  stage.show({ positions: new Float32Array(8000), frame: FRAME })
  await frames(4)
  expect(parts).toEqual([[0, 1]])
  stage.dispose()
})

test('no frame begins before the last one is on the screen, and none after the stage is gone', async () => {
  const { parts, state, renderer } = createRecorder()
  const stage = createMapStage(document.createElement('canvas'), renderer, () => undefined)
  stage.show({ positions: new Float32Array(2_000_000), frame: FRAME })
  await frames(2)
  state.isDone = false
  const before = parts.length
  await frames(5)
  expect(parts).toHaveLength(before)
  state.isDone = true
  await frames(2)
  expect(parts.length).toBeGreaterThan(before)
  stage.dispose()
  const atEnd = parts.length
  await frames(3)
  expect(parts).toHaveLength(atEnd)
  expect(state.isDisposed).toBe(true)
})
