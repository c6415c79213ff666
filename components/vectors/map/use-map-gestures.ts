'use client'
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { MapCamera } from '@/lib/core/map-view'
import type { Point } from '@/lib/core/point-grid'
import { type MapFrame, pan, toMap, zoomAbout } from './camera'

/** What dragging does. */
export type MapTool = 'pan' | 'lasso'

interface Gestures {
  readonly tool: MapTool
  readonly camera: MapCamera
  readonly frame: MapFrame
  readonly onCamera: (camera: MapCamera) => void
  /** As `onCamera`, by a key; `null` for all. */
  readonly onKeyCamera: (camera: MapCamera | null) => void
  /** A pointer rests over a place of the map, or a finger tapped it; `null` when the pointer left. */
  readonly onPoint: (place: Point | null) => void
  /** A click of a mouse on a place. */
  readonly onPick: (place: Point) => void
  /** The lasso so far, in units of the axes, and whether it is closed. */
  readonly onLasso: (polygon: readonly Point[], isClosed: boolean) => void
}

interface Press {
  readonly start: Point
  readonly isLasso: boolean
  last: Point
  hasMoved: boolean
  polygon: Point[]
}

/** Pixels up to which a press is a click. */
const STILL = 4
/** Pixels between two corners of a lasso. */
const CORNER_GAP = 3
const ZOOM_STEP = 1.4
const KEY_PAN = 0.1

/**
 * Dragging pans, or draws a lasso with that tool or with Shift; two fingers pinch; the wheel zooms about the pointer.
 * Arrow keys pan (with Shift further), `+` and `-` zoom, `0` shows all.
 */
export function useMapGestures(area: RefObject<HTMLElement | null>, gestures: Gestures) {
  const current = useRef(gestures)
  const press = useRef<Press | null>(null)
  const fingers = useRef(new Map<number, Point>())

  useEffect(() => {
    current.current = gestures
  })

  useEffect(() => {
    const element = area.current
    if (!element) return
    // React listens to wheels passively, which cannot keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { camera, frame, onCamera } = current.current
      const pixels = event.deltaY * (event.deltaMode === 0 ? 1 : 16)
      onCamera(zoomAbout(camera, frame, placeOf(element, event), Math.exp(-pixels * 0.0016)))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [area])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return
    const place = placeOf(event.currentTarget, event)
    event.currentTarget.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') fingers.current.set(event.pointerId, place)
    if (fingers.current.size > 1) {
      if (press.current?.isLasso) gestures.onLasso([], true)
      press.current = null
      return
    }
    const isLasso = gestures.tool === 'lasso' || event.shiftKey
    press.current = { start: place, isLasso, last: place, hasMoved: false, polygon: [toMap(gestures.frame, place)] }
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const place = placeOf(event.currentTarget, event)
    if (fingers.current.size > 1) return pinch(event.pointerId, place)
    const pressed = press.current
    if (!pressed) {
      if (event.pointerType !== 'touch') gestures.onPoint(toMap(gestures.frame, place))
      return
    }
    pressed.hasMoved ||= distance(pressed.start, place) > STILL
    if (!pressed.hasMoved) return
    if (!pressed.isLasso)
      gestures.onCamera(pan(current.current.camera, gestures.frame, place.x - pressed.last.x, place.y - pressed.last.y))
    else if (distance(pressed.last, place) >= CORNER_GAP) {
      pressed.polygon = [...pressed.polygon, toMap(gestures.frame, place)]
      gestures.onLasso(pressed.polygon, false)
    } else return
    pressed.last = place
  }

  function pinch(finger: number, place: Point) {
    const other = [...fingers.current].find(([id]) => id !== finger)?.[1]
    const last = fingers.current.get(finger)
    if (!other || !last) return
    const factor = distance(place, other) / Math.max(1, distance(last, other))
    const [from, to] = [middleOf(last, other), middleOf(place, other)]
    const { camera, frame, onCamera } = current.current
    const zoomed = zoomAbout(camera, frame, from, factor)
    const scale = (frame.scale * zoomed.zoom) / camera.zoom
    onCamera(pan(zoomed, { ...frame, scale }, to.x - from.x, to.y - from.y))
    fingers.current.set(finger, place)
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    fingers.current.delete(event.pointerId)
    const pressed = press.current
    press.current = null
    if (!pressed) return
    if (pressed.isLasso && pressed.hasMoved) return gestures.onLasso(pressed.polygon, true)
    if (pressed.hasMoved) return
    const place = toMap(gestures.frame, pressed.start)
    gestures.onPoint(place)
    if (event.pointerType !== 'touch') gestures.onPick(place)
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>) {
    fingers.current.delete(event.pointerId)
    if (press.current?.isLasso) gestures.onLasso([], true)
    press.current = null
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const { camera, frame, onKeyCamera } = gestures
    const middle = { x: frame.width / 2, y: frame.height / 2 }
    const step = KEY_PAN * (event.shiftKey ? 5 : 1)
    const panBy = (x: number, y: number) =>
      onKeyCamera(pan(camera, frame, x * step * frame.width, y * step * frame.height))
    if (event.key === 'ArrowLeft') panBy(1, 0)
    else if (event.key === 'ArrowRight') panBy(-1, 0)
    else if (event.key === 'ArrowUp') panBy(0, 1)
    else if (event.key === 'ArrowDown') panBy(0, -1)
    else if (event.key === '+' || event.key === '=') onKeyCamera(zoomAbout(camera, frame, middle, ZOOM_STEP))
    else if (event.key === '-') onKeyCamera(zoomAbout(camera, frame, middle, 1 / ZOOM_STEP))
    else if (event.key === '0') onKeyCamera(null)
    else return
    event.preventDefault()
  }

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel,
    onPointerLeave: () => gestures.onPoint(null),
    onKeyDown,
  }
}

function placeOf(element: Element, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const box = element.getBoundingClientRect()
  return { x: clientX - box.left, y: clientY - box.top }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function middleOf(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}
