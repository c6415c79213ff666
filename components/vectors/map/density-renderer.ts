import { type MapColoring, NO_POINT } from './map-coloring'
import { MapDrawingError } from './map-drawing-error'
import { type MapRenderer, readRgb } from './map-renderer'

/** The side of a cell of the density map, in pixels of the page. */
export const DENSITY_CELL = 2

/**
 * Draws how many rows fall into each cell of the screen, with a plain 2D canvas: stronger is more, by the logarithm, and
 * the colour is the mean of the cell's classes. Rows outside the filter show only in cells without others. Throws
 * `MapDrawingError` where there is no such canvas.
 */
export function createDensityRenderer(canvas: HTMLCanvasElement): MapRenderer {
  const context = canvas.getContext('2d')
  if (!context) throw new MapDrawingError('This browser cannot draw on a canvas')
  let positions: Float32Array = new Float32Array(0)
  let codes: Uint8Array = new Uint8Array(0)
  let colors: readonly (readonly [number, number, number])[] = []
  let outside: number | null = null

  return {
    setPositions: (next) => {
      positions = next
    },
    setColoring: (coloring: MapColoring) => {
      codes = coloring.codes
      colors = coloring.classes.map(({ color }) => readRgb(color))
      outside = coloring.outside
    },
    draw: (frame) => {
      const [columns, lines] = [Math.ceil(frame.width / DENSITY_CELL), Math.ceil(frame.height / DENSITY_CELL)]
      if (canvas.width !== columns || canvas.height !== lines) {
        canvas.width = columns
        canvas.height = lines
      }
      const within = new Uint32Array(columns * lines * colors.length)
      const scale = frame.scale / DENSITY_CELL
      const [left, top] = [columns / 2 - frame.x * scale, lines / 2 + frame.y * scale]
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row] ?? NO_POINT
        if (code === NO_POINT) continue
        const column = Math.floor(left + (positions[2 * row] ?? 0) * scale)
        const line = Math.floor(top - (positions[2 * row + 1] ?? 0) * scale)
        if (column < 0 || column >= columns || line < 0 || line >= lines) continue
        const at = (line * columns + column) * colors.length + code
        within[at] = (within[at] ?? 0) + 1
      }
      context.putImageData(paint(within, columns, lines, colors, outside), 0, 0)
      return 1
    },
    isDone: () => true,
    dispose: () => undefined,
  }
}

/** The least opacity of a cell that has a row. */
const FAINTEST = 0.25
/** The opacity of a cell that has rows outside the filter alone. */
const BEHIND = 0.8

/** `within` counts the rows of each class in each cell. */
function paint(
  within: Uint32Array,
  columns: number,
  rows: number,
  colors: readonly (readonly [number, number, number])[],
  outside: number | null,
): ImageData {
  const image = new ImageData(columns, rows)
  const many = colors.length
  const sums = new Uint32Array(columns * rows)
  let most = 1
  for (let cell = 0; cell < sums.length; cell++) {
    let sum = 0
    for (let code = 0; code < many; code++) if (code !== outside) sum += within[cell * many + code] ?? 0
    sums[cell] = sum
    if (sum > most) most = sum
  }
  for (let cell = 0; cell < sums.length; cell++) {
    const sum = sums[cell] ?? 0
    const behind = sum === 0 && outside !== null ? (within[cell * many + outside] ?? 0) : 0
    if (sum + behind === 0) continue
    let [red, green, blue] = [0, 0, 0]
    for (let code = 0; code < many; code++) {
      const [color, count] = [colors[code], within[cell * many + code] ?? 0]
      if (count === 0 || !color || (code === outside) !== behind > 0) continue
      const part = count / (sum + behind)
      red += color[0] * part
      green += color[1] * part
      blue += color[2] * part
    }
    image.data[4 * cell] = red
    image.data[4 * cell + 1] = green
    image.data[4 * cell + 2] = blue
    image.data[4 * cell + 3] =
      255 * (behind > 0 ? BEHIND : FAINTEST + ((1 - FAINTEST) * Math.log1p(sum)) / Math.log1p(most))
  }
  return image
}
