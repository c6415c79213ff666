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

/** A frame that takes longer than this, in milliseconds, makes the next ones of a movement draw fewer rows. */
const SLOW_FRAME_MS = 34
const QUICK_FRAME_MS = 22
/** Up to this many rows are always drawn all. */
const FEW_ROWS = 60_000
const LEAST_SHARE = 0.03
/** After a movement has rested for this long, all rows are drawn. */
const REST_MS = 140

/**
 * A stage on a canvas. While the camera moves and frames come too late, an evenly spread share of the rows is drawn, and
 * all again as soon as it rests; `onShare` is told of that share.
 */
export function createMapStage(
  canvas: HTMLCanvasElement,
  renderer: MapRenderer,
  onShare: (share: number) => void,
): MapStage {
  let rows = 0
  let frame: MapFrame | null = null
  let zoom = 1
  let share = 1
  let isMoving = false
  let lastFrameAt: number | null = null
  let request: number | null = null
  let rest: ReturnType<typeof setTimeout> | null = null

  function draw(part: number): void {
    if (frame) renderer.draw(frame, { density: Math.min(2, window.devicePixelRatio || 1), share: part, zoom })
    canvas.dataset.share = part.toFixed(2)
    onShare(part)
  }

  function onFrame(now: number): void {
    request = null
    if (isMoving && rows > FEW_ROWS && lastFrameAt !== null) {
      const took = now - lastFrameAt
      if (took > SLOW_FRAME_MS) share = Math.max(LEAST_SHARE, (share * SLOW_FRAME_MS * 0.8) / took)
      else if (took < QUICK_FRAME_MS) share = Math.min(1, share * 1.25)
    }
    lastFrameAt = isMoving ? now : null
    draw(isMoving && rows > FEW_ROWS ? share : 1)
  }

  function schedule(): void {
    request ??= requestAnimationFrame(onFrame)
  }

  function move(): void {
    isMoving = true
    if (rest !== null) clearTimeout(rest)
    rest = setTimeout(() => {
      isMoving = false
      lastFrameAt = null
      schedule()
    }, REST_MS)
  }

  return {
    show: (scene) => {
      if (scene.positions) {
        rows = scene.positions.length / 2
        renderer.setPositions(scene.positions)
      }
      if (scene.coloring) renderer.setColoring(scene.coloring)
      if (scene.frame) {
        if (frame && frame.width === scene.frame.width && frame.height === scene.frame.height) move()
        frame = scene.frame
      }
      zoom = scene.zoom ?? zoom
      schedule()
    },
    picture: () => {
      draw(1)
      return canvas.toDataURL()
    },
    dispose: () => {
      if (request !== null) cancelAnimationFrame(request)
      if (rest !== null) clearTimeout(rest)
      renderer.dispose()
    },
  }
}
