import { LEAST_ZOOM, type MapCamera, MOST_ZOOM } from '@/lib/core/map-view'
import type { Box, Point } from '@/lib/core/point-grid'

/** The size of the map on the page, in pixels. */
export interface MapSize {
  readonly width: number
  readonly height: number
}

/** What is seen: the middle of the map, and how many pixels a unit of its axes is long. Both axes have one scale. */
export interface MapFrame extends MapSize {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** Pixels left free around the points when all are seen. */
const PADDING = 28

/** The camera that sees all. */
export function seeAll(box: Box): MapCamera {
  return { x: (box.left + box.right) / 2, y: (box.bottom + box.top) / 2, zoom: 1 }
}

/** What a camera sees of points within a box. */
export function frameOf(camera: MapCamera, box: Box, size: MapSize): MapFrame {
  const across = Math.max(box.right - box.left, 1e-6)
  const up = Math.max(box.top - box.bottom, 1e-6)
  const room = (length: number) => Math.max(20, length - 2 * PADDING)
  const whole = Math.min(room(size.width) / across, room(size.height) / up)
  return { ...size, x: camera.x, y: camera.y, scale: whole * camera.zoom }
}

export function toScreen({ width, height, x, y, scale }: MapFrame, point: Point): Point {
  return { x: width / 2 + (point.x - x) * scale, y: height / 2 - (point.y - y) * scale }
}

export function toMap({ width, height, x, y, scale }: MapFrame, place: Point): Point {
  return { x: x + (place.x - width / 2) / scale, y: y - (place.y - height / 2) / scale }
}

/** The part of the map that is on the screen. */
export function boxInView(frame: MapFrame): Box {
  const [start, end] = [toMap(frame, { x: 0, y: frame.height }), toMap(frame, { x: frame.width, y: 0 })]
  return { left: start.x, right: end.x, bottom: start.y, top: end.y }
}

/** The corners of a rectangle. */
export function cornersOf({ left, right, bottom, top }: Box): readonly Point[] {
  return [
    { x: left, y: bottom },
    { x: right, y: bottom },
    { x: right, y: top },
    { x: left, y: top },
  ]
}

/** The camera after the map was dragged by some pixels. */
export function pan(camera: MapCamera, { scale }: MapFrame, byX: number, byY: number): MapCamera {
  return { ...camera, x: camera.x - byX / scale, y: camera.y + byY / scale }
}

/** The camera after zooming by a factor, within the limits; what lies at `place`, in pixels, stays there. */
export function zoomAbout(camera: MapCamera, frame: MapFrame, place: Point, factor: number): MapCamera {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, camera.zoom * factor))
  const still = toMap(frame, place)
  const share = camera.zoom / zoom
  return { x: still.x + (camera.x - still.x) * share, y: still.y + (camera.y - still.y) * share, zoom }
}

const LEAST_GAP = 72

/** Round values along an axis, far enough apart for their labels, with the digits that tell them apart. */
export function ticksOf(
  from: number,
  to: number,
  scale: number,
): { readonly values: number[]; readonly digits: number } {
  const least = LEAST_GAP / scale
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= least) ?? 10 * power
  const values: number[] = []
  for (let at = Math.ceil(from / step); at * step <= to; at++) values.push(at * step)
  return { values, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) }
}
