'use client'
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react'
import type { Projection } from '@/lib/core/direction-index-map'
import type { MapCamera, MapDrawing } from '@/lib/core/map-view'
import { type Box, findNearestPoint, type Point } from '@/lib/core/point-grid'
import { boxInView, frameOf, type MapSize, seeAll, zoomAbout } from './camera'
import type { MapColoring } from './map-coloring'
import { MapOverlay } from './map-overlay'
import { type MapTool, useMapGestures } from './use-map-gestures'
import { useMapStage } from './use-map-stage'

/** What stands beside the map and works on it. */
export interface MapHandle {
  readonly zoomBy: (factor: number) => void
  readonly seeAll: () => void
  readonly boxInView: () => Box
  readonly picture: () => string
}

interface MapCanvasProps {
  readonly projection: Projection
  readonly box: Box
  readonly coloring: MapColoring
  readonly drawing: MapDrawing
  readonly axes: readonly [across: number, up: number]
  readonly size: MapSize
  readonly tool: MapTool
  /** What is seen at first; `null` for all. */
  readonly camera: MapCamera | null
  readonly polygon: readonly Point[]
  readonly pointed: number | null
  readonly label: string
  /** The id of the text that reads the pointed row out. */
  readonly readBy: string
  /** What is seen now, once it rests; `null` for all. */
  readonly onCamera: (camera: MapCamera | null) => void
  readonly onPointed: (row: number | null) => void
  readonly onPick: (row: number) => void
  readonly onLasso: (polygon: readonly Point[], isClosed: boolean) => void
  readonly onProblem: (error: Error) => void
  readonly onHandle: (handle: MapHandle | null) => void
}

/** Pixels around the pointer in which a row is found. */
const REACH = 8
/** The address follows the camera once it has rested for this long. */
const REST_MS = 300

/** The points of a map on a canvas, to pan, zoom, point at and draw a lasso on. */
export function MapCanvas(props: MapCanvasProps) {
  const { projection, box, coloring, drawing, axes, size, tool, polygon, pointed, label, readBy } = props
  const { onCamera, onPointed, onPick, onLasso, onProblem, onHandle } = props
  const [moved, setMoved] = useState(props.camera)
  const kept = useRef(moved)
  const [isKeyed, setIsKeyed] = useState(false)
  const area = useRef<HTMLButtonElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const hintId = useId()
  const { positions, grid } = projection
  const camera = useMemo(() => moved ?? seeAll(box), [moved, box])
  const frame = useMemo(() => frameOf(camera, box, size), [camera, box, size])
  const { stage, drawn } = useMapStage(canvas, { drawing, positions, coloring, frame, zoom: camera.zoom, onProblem })

  const rowAt = (place: Point) => findNearestPoint(grid, positions, place, REACH / frame.scale)

  function keepCamera() {
    if (kept.current === moved) return
    kept.current = moved
    onCamera(moved)
  }

  /** Keeps the camera first: kept afterwards, it would call back whoever is on the way to the row. */
  function pick(row: number) {
    keepCamera()
    onPick(row)
  }

  /** Keys point with the middle of the map. */
  function moveByKey(next: MapCamera | null) {
    setIsKeyed(true)
    setMoved(next)
    const seen = next ?? seeAll(box)
    onPointed(findNearestPoint(grid, positions, seen, (REACH * 3) / frameOf(seen, box, size).scale))
  }

  const handlers = useMapGestures(area, {
    tool,
    camera,
    frame,
    onCamera: setMoved,
    onKeyCamera: moveByKey,
    onPoint: (place) => {
      setIsKeyed(false)
      if (place) onPointed(rowAt(place))
    },
    onPick: (place) => {
      const row = rowAt(place)
      if (row !== null) pick(row)
    },
    onLasso,
  })

  const handleOf = useEffectEvent(
    (): MapHandle => ({
      zoomBy: (factor) => setMoved(zoomAbout(camera, frame, { x: size.width / 2, y: size.height / 2 }, factor)),
      seeAll: () => setMoved(null),
      boxInView: () => boxInView(frame),
      picture: () => stage.current?.picture() ?? '',
    }),
  )
  useEffect(() => {
    onHandle({
      zoomBy: (factor) => handleOf().zoomBy(factor),
      seeAll: () => handleOf().seeAll(),
      boxInView: () => handleOf().boxInView(),
      picture: () => handleOf().picture(),
    })
    return () => onHandle(null)
  }, [onHandle])

  const settle = useEffectEvent(keepCamera)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the camera starts the wait anew.
  useEffect(() => {
    const timer = setTimeout(settle, REST_MS)
    return () => clearTimeout(timer)
  }, [moved])

  const place = pointed === null ? null : { x: positions[2 * pointed] ?? 0, y: positions[2 * pointed + 1] ?? 0 }

  return (
    <div className="relative" style={size}>
      <button
        ref={area}
        type="button"
        aria-label={label}
        aria-describedby={`${hintId} ${readBy}`}
        className="absolute inset-0 cursor-crosshair touch-none rounded-sm bg-ground"
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) moveByKey(moved)
        }}
        onBlur={() => setIsKeyed(false)}
        onClick={(event) => {
          if (event.detail === 0 && pointed !== null) pick(pointed)
        }}
        {...handlers}
      >
        <canvas
          key={drawing}
          ref={canvas}
          style={size}
          data-drawing={drawing}
          className="block [image-rendering:pixelated]"
        />
        <MapOverlay frame={frame} axes={axes} polygon={polygon} pointed={place} hasCrosshair={isKeyed} />
      </button>
      <p id={hintId} className="sr-only">
        Arrow keys pan, plus and minus zoom, 0 shows all. The row nearest to the middle is read out; Enter opens it.
      </p>
      <p className="pointer-events-none absolute right-2 top-2 rounded-sm bg-ground/85 px-1 text-meta text-ink-soft">
        {drawn < 1 && `${Math.max(1, Math.floor(drawn * 100))} % of the rows drawn`}
      </p>
    </div>
  )
}
