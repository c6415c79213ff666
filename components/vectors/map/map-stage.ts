import type { MapFrame } from './camera'
import type { MapColoring } from './map-coloring'
import type { MapRenderer } from './map-renderer'

/** What is on the stage; what is left out stays as it was. */
interface Scene {
  readonly positions?: Float32Array
  readonly coloring?: MapColoring
  readonly frame?: MapFrame
  readonly zoom?: number
}

/** Shows scenes with a renderer, a frame at a time and only when something changed. */
export interface MapStage {
  show(scene: Scene): void
  /** Draws everything now and returns the picture as a data address. */
  picture(): string
  dispose(): void
}

/** A frame that takes longer than this, in milliseconds, makes the next ones draw fewer rows. */
const SLOW_FRAME_MS = 40
const QUICK_FRAME_MS = 24
/** Up to this many rows are drawn at once, whatever that takes. */
const FEW_ROWS = 40_000

/**
 * A stage on a canvas. A frame draws as many rows, spread evenly over all, as fit into its time; the next ones add the
 * rest while the scene stays. The next frame waits until the last one is on the screen, so that no queue of them builds
 * up. `onDrawn` is told of the share of the rows that is drawn.
 */
export function createMapStage(
  canvas: HTMLCanvasElement,
  renderer: MapRenderer,
  onDrawn: (share: number) => void,
): MapStage {
  let rows = 0
  let frame: MapFrame | null = null
  let zoom = 1
  /** The share of the rows that a frame draws. */
  let part = 1
  let drawn = 0
  let drawnAt: number | null = null
  let request: number | null = null

  function draw(to: number): void {
    if (!frame) return
    const density = Math.min(2, window.devicePixelRatio || 1)
    drawn = renderer.draw(frame, { density, zoom, from: drawn, to })
    canvas.dataset.drawn = drawn.toFixed(2)
    onDrawn(drawn)
  }

  function onFrame(now: number): void {
    request = null
    if (!renderer.isDone()) {
      schedule()
      return
    }
    if (drawnAt !== null) {
      const took = now - drawnAt
      if (took > SLOW_FRAME_MS) part = (part * QUICK_FRAME_MS) / took
      else if (took < QUICK_FRAME_MS) part *= 1.5
    }
    part = Math.min(1, Math.max(part, FEW_ROWS / Math.max(1, rows)))
    if (drawn === 1) {
      drawnAt = null
      return
    }
    drawnAt = now
    draw(Math.min(1, drawn + part))
    schedule()
  }

  function schedule(): void {
    request ??= requestAnimationFrame(onFrame)
  }

  return {
    show: (scene) => {
      if (scene.positions) {
        const next = scene.positions.length / 2
        // The first frame of many rows finds out how quick the machine is.
        if (next !== rows) part = FEW_ROWS / Math.max(1, next)
        rows = next
        renderer.setPositions(scene.positions)
      }
      if (scene.coloring) renderer.setColoring(scene.coloring)
      frame = scene.frame ?? frame
      zoom = scene.zoom ?? zoom
      drawn = 0
      schedule()
    },
    picture: () => {
      drawn = 0
      draw(1)
      return canvas.toDataURL()
    },
    dispose: () => {
      if (request !== null) cancelAnimationFrame(request)
      renderer.dispose()
    },
  }
}
