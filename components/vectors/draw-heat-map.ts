import { dimensionAt } from '@/lib/core/dimensions'
import type { HeatLayout } from './heat-layout'
import type { HeatInks, HeatScale } from './heat-scale'

/** What a heat map draws: values by dimension index, row by row, 90 x 90; NaN is undefined. */
export interface HeatDrawing {
  readonly values: Float64Array
  readonly layout: HeatLayout
  readonly scale: HeatScale
  readonly inks: HeatInks
}

const SIZE = 90

/** Calls `draw` for every cell with its corner and its colour; `null` is an undefined cell. */
function forEachCell(
  { values, layout, scale, inks }: HeatDrawing,
  draw: (x: number, y: number, color: string | null) => void,
): void {
  layout.order.forEach((left, row) => {
    layout.order.forEach((right, column) => {
      const value = values[left * SIZE + right] ?? Number.NaN
      const color = left === right ? inks.diagonal : Number.isNaN(value) ? null : scale.color(value)
      draw(layout.starts[column] ?? 0, layout.starts[row] ?? 0, color)
    })
  })
}

/** Draws the cells alone, at the canvas's own pixels: `density` of them to a pixel of the page. */
export function drawCells(canvas: HTMLCanvasElement, drawing: HeatDrawing, density: number): void {
  const { layout, inks } = drawing
  canvas.width = Math.round(layout.length * density)
  canvas.height = canvas.width
  const context = canvas.getContext('2d')
  if (!context) return
  const edge = (position: number) => Math.round(position * density)
  const side = layout.cell - (layout.cell > 4 ? 1 : 0)
  forEachCell(drawing, (x, y, color) => {
    const [left, top, right, bottom] = [edge(x), edge(y), edge(x + side), edge(y + side)]
    context.fillStyle = color ?? inks.undefinedCell
    context.fillRect(left, top, right - left, bottom - top)
    if (color !== null) return
    context.strokeStyle = inks.undefinedStroke
    context.lineWidth = Math.max(1, density / 2)
    context.beginPath()
    context.moveTo(left, bottom)
    context.lineTo(right, top)
    context.stroke()
  })
}

const NAMES = 130
const TITLE = 22

/** The same map as an SVG picture of its own, names at both margins, side by side with others where there are several. */
export function drawHeatPicture(
  maps: readonly { readonly title: string; readonly drawing: HeatDrawing }[],
): SVGSVGElement {
  const side = (maps[0]?.drawing.layout.length ?? 0) + NAMES
  const parts = maps.map(({ title, drawing }, at) => {
    const byColor = new Map<string, string>()
    const cell = drawing.layout.cell - (drawing.layout.cell > 4 ? 1 : 0)
    forEachCell(drawing, (x, y, color) => {
      const key = color ?? drawing.inks.undefinedCell
      byColor.set(key, `${byColor.get(key) ?? ''}M${x} ${y}h${cell}v${cell}h-${cell}z`)
    })
    const cells = [...byColor].map(([color, path]) => `<path d="${path}" fill="${color}"/>`).join('')
    return `<g transform="translate(${at * (side + 24) + NAMES} ${NAMES + TITLE})"><text x="0" y="${-NAMES - 6}" font-size="13" font-weight="600" class="fill-ink">${title}</text>${names(drawing.layout)}${cells}</g>`
  })
  const width = maps.length * side + (maps.length - 1) * 24
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${side + TITLE}">${parts.join('')}</svg>`
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
  const picture = document.importNode(documentElement, true)
  if (!(picture instanceof SVGSVGElement)) throw new Error('The heat map could not be drawn as a picture')
  return picture
}

function names({ order, starts, cell }: HeatLayout): string {
  const size = Math.max(4, Math.min(11, cell))
  return order
    .map((index, place) => {
      const { label, group } = dimensionAt(index)
      const at = (starts[place] ?? 0) + cell / 2 + size / 3
      const text = `font-size="${size}" fill="var(--group-${group})"`
      return `<text x="-4" y="${at}" text-anchor="end" ${text}>${label}</text><text transform="translate(${at} -4) rotate(-90)" ${text}>${label}</text>`
    })
    .join('')
}
