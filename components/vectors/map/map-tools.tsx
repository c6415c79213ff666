'use client'
import { Maximize, Minus, Plus, SquareDashed } from 'lucide-react'
import { useState } from 'react'
import type { Box } from '@/lib/core/point-grid'
import { Button } from '../../ui/button'
import { Popover } from '../../ui/popover'
import { Segmented } from '../../ui/segmented'
import { AreaForm } from './area-form'
import type { MapHandle } from './map-canvas'
import type { MapTool } from './use-map-gestures'

interface MapToolsProps {
  readonly tool: MapTool
  readonly axes: readonly [across: number, up: number]
  readonly handle: MapHandle | null
  readonly onTool: (tool: MapTool) => void
  readonly onArea: (box: Box) => void
}

const TOOLS = [
  { key: 'pan', label: 'Pan' },
  { key: 'lasso', label: 'Lasso' },
] as const satisfies readonly { key: MapTool; label: string }[]
const STEP = 1.6

/** Everything that pointers do on the map, as buttons. */
export function MapTools({ tool, axes, handle, onTool, onArea }: MapToolsProps) {
  const [start, setStart] = useState<Box | null>(null)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented label="Dragging" value={tool} options={TOOLS} onChange={onTool} />
      <div className="flex">
        <Button size="icon-small" variant="quiet" aria-label="Zoom in" onClick={() => handle?.zoomBy(STEP)}>
          <Plus aria-hidden />
        </Button>
        <Button size="icon-small" variant="quiet" aria-label="Zoom out" onClick={() => handle?.zoomBy(1 / STEP)}>
          <Minus aria-hidden />
        </Button>
        <Button size="icon-small" variant="quiet" aria-label="See all rows" onClick={() => handle?.seeAll()}>
          <Maximize aria-hidden />
        </Button>
      </div>
      <Popover
        label="Choose a rectangle by numbers"
        className="w-72"
        trigger={
          <Button size="small" onClick={() => setStart(handle?.boxInView() ?? null)}>
            <SquareDashed aria-hidden /> Rectangle…
          </Button>
        }
      >
        {start && <AreaForm axes={axes} box={start} onArea={onArea} />}
      </Popover>
      <Button size="small" variant="quiet" onClick={() => handle && onArea(handle.boxInView())}>
        Choose all in view
      </Button>
    </div>
  )
}
