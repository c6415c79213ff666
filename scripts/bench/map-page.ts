import { frameOf, seeAll } from '@/components/vectors/map/camera'
import { createDensityRenderer } from '@/components/vectors/map/density-renderer'
import { createMapStage } from '@/components/vectors/map/map-stage'
import { createPointsRenderer } from '@/components/vectors/map/points-renderer'
import { prepareColoring } from '@/components/vectors/map/prepare-coloring'
import { createDirectionIndex } from '@/lib/core/direction-index'
import { findInside, findNearestPoint } from '@/lib/core/point-grid'
import { createRandom } from '@/lib/core/random'
import { finishSteps } from '@/lib/core/steps'
import { BATCH_ROWS, makeBatch } from './index-data'
import type { MapFigures } from './map-figures'

const SIZE = { width: 1026, height: 620 }
const MOVING_FRAMES = 90
const REPETITIONS = 10
/** Places looked up at a stretch: one takes less than the clock can tell. */
const LOOKUPS = 200

/** Makes rows, puts them on a map and measures what the page of the app does with it. */
async function measureMap(rows: number): Promise<MapFigures> {
  const index = createDirectionIndex()
  const random = createRandom(7)
  for (let start = 0; start < rows; start += BATCH_ROWS)
    index.append(makeBatch(start, Math.min(BATCH_ROWS, rows - start), random))
  const [found, componentsMs] = time(() => finishSteps(index.components()))
  const [across, up] = found?.components ?? []
  if (!found || !across || !up) throw new Error('The rows have no components')
  const question = { means: found.means, across: across.loadings, up: up.loadings, seed: 1 }
  const [projection, projectMs] = time(() => finishSteps(index.project(question)))
  const { positions, grid } = projection
  if (!grid.box) throw new Error('The rows have no places')
  const box = grid.box
  const values = finishSteps(index.rowValues({ kind: 'facet', facet: 'pair_count' }))
  const facts = { color: { kind: 'facet', facet: 'pair_count' } as const, values }
  const [coloring, coloringMs] = time(() => prepareColoring(facts, positions, null, false))

  const canvas = addCanvas()
  const points = createPointsRenderer(canvas)
  const gl = canvas.getContext('webgl2')
  if (!gl) throw new Error('There is no WebGL 2')
  const pixel = new Uint8Array(4)
  const finish = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
  const [, uploadMs] = time(() => {
    points.setPositions(positions)
    points.setColoring(coloring)
    finish()
  })
  const all = seeAll(box)
  const cameraAt = (step: number) => ({
    x: all.x + Math.sin(step / 9) * 0.4,
    y: all.y + Math.cos(step / 7) * 0.3,
    zoom: 1 + 2 * (1 - Math.cos(step / 14)),
  })
  const allPointsMs = repeat((step) => {
    const camera = cameraAt(step)
    points.draw(frameOf(camera, box, SIZE), { density: 1, zoom: camera.zoom, from: 0, to: 1 })
    finish()
  })
  points.dispose()

  const moved = addCanvas()
  let drawn = 0
  const stage = createMapStage(moved, createPointsRenderer(moved), (share) => {
    drawn = share
  })
  const start = performance.now()
  stage.show({ positions, coloring, frame: frameOf(all, box, SIZE), zoom: 1 })
  while (drawn < 1) await nextFrame()
  const firstPictureMs = performance.now() - start
  const movingMs: number[] = []
  const movingShares: number[] = []
  for (let step = 0, last = await nextFrame(); step < MOVING_FRAMES; step++) {
    const camera = cameraAt(step)
    drawn = 0
    stage.show({ frame: frameOf(camera, box, SIZE), zoom: camera.zoom })
    let now = last
    while (drawn === 0) now = await nextFrame()
    movingMs.push(now - last)
    movingShares.push(drawn)
    last = now
  }
  stage.dispose()

  const density = createDensityRenderer(addCanvas())
  density.setPositions(positions)
  density.setColoring(coloring)
  const densityMs = repeat((step) => {
    const camera = cameraAt(step)
    density.draw(frameOf(camera, box, SIZE), { density: 1, zoom: camera.zoom, from: 0, to: 1 })
  })
  const near = 8 / frameOf(all, box, SIZE).scale
  const pointMs = repeat((step) => {
    for (let at = 0; at < LOOKUPS; at++) findNearestPoint(grid, positions, cameraAt(step + at), near)
  }).map((ms) => ms / LOOKUPS)
  const reach = (box.right - box.left) / 5
  const lassoMs = repeat((step) => {
    const corners = Array.from({ length: 200 }, (_, at) => ({
      x: all.x + Math.cos((at / 100) * Math.PI) * reach * (1 + 0.2 * Math.sin(at + step)),
      y: all.y + Math.sin((at / 100) * Math.PI) * reach,
    }))
    findInside(grid, positions, corners)
  })
  const info = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER))
  return {
    ...{ rows, renderer: renderer.includes('SwiftShader') ? 'SwiftShader' : renderer, ...SIZE },
    ...{ componentsMs, projectMs, coloringMs, uploadMs, firstPictureMs, allPointsMs },
    ...{ movingMs, movingShares, densityMs, pointMs, lassoMs },
  }
}

function addCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.style.width = `${SIZE.width}px`
  canvas.style.height = `${SIZE.height}px`
  document.body.replaceChildren(canvas)
  return canvas
}

function time<Answer>(act: () => Answer): readonly [answer: Answer, ms: number] {
  const start = performance.now()
  const answer = act()
  return [answer, performance.now() - start]
}

function repeat(act: (step: number) => unknown): number[] {
  return Array.from({ length: REPETITIONS }, (_, step) => time(() => act(step * 9))[1])
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

Reflect.set(globalThis, 'measureMap', measureMap)
