'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MapDrawing } from '@/lib/core/map-view'
import type { MapFrame } from './camera'
import { createDensityRenderer } from './density-renderer'
import type { MapColoring } from './map-coloring'
import { createMapStage, type MapStage } from './map-stage'
import { createPointsRenderer } from './points-renderer'

/** What is drawn, and how the drawing goes. */
interface StageScene {
  readonly drawing: MapDrawing
  readonly positions: Float32Array
  readonly coloring: MapColoring
  readonly frame: MapFrame
  readonly zoom: number
  /** The drawing cannot be had in this browser, or was lost. */
  readonly onProblem: (error: Error) => void
}

/** Keeps a canvas showing a scene; returns the stage and the share of the rows that is drawn by now. */
export function useMapStage(
  canvas: RefObject<HTMLCanvasElement | null>,
  { drawing, positions, coloring, frame, zoom, onProblem }: StageScene,
): { readonly stage: RefObject<MapStage | null>; readonly drawn: number } {
  const stage = useRef<MapStage | null>(null)
  const [drawn, setDrawn] = useState(1)
  const [isUp, setIsUp] = useState<MapDrawing | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a stage stands until the way of drawing changes.
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const onLost = (event: Event) => {
      event.preventDefault()
      onProblem(new Error('The graphics processor was lost'))
    }
    try {
      const renderer = drawing === 'points' ? createPointsRenderer(element) : createDensityRenderer(element)
      stage.current = createMapStage(element, renderer, setDrawn)
      setIsUp(drawing)
    } catch (cause) {
      onProblem(cause instanceof Error ? cause : new Error(String(cause)))
    }
    element.addEventListener('webglcontextlost', onLost)
    return () => {
      element.removeEventListener('webglcontextlost', onLost)
      stage.current?.dispose()
      stage.current = null
      setIsUp(null)
    }
  }, [drawing])

  useEffect(() => {
    if (isUp) stage.current?.show({ positions })
  }, [isUp, positions])

  useEffect(() => {
    if (isUp) stage.current?.show({ coloring })
  }, [isUp, coloring])

  useEffect(() => {
    if (isUp) stage.current?.show({ frame, zoom })
  }, [isUp, frame, zoom])

  return { stage, drawn }
}
