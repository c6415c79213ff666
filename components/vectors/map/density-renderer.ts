import { type MapColoring, NO_POINT } from './map-coloring'
import { MapDrawingError } from './map-drawing-error'
import { forEachSpread, type MapRenderer, readRgb } from './map-renderer'

/** The side of a cell of the density map, in pixels of the page. */
export const DENSITY_CELL = 2

/**
 * Draws how many rows fall into each cell of the screen, with a plain 2D canvas: darker is more, by the logarithm, and
 * the colour is the mean of the cell's classes. Rows outside the filter show only in cells without others. Throws
 * `MapDrawingError` where there is no such canvas.
 */
export function createDensityRenderer(canvas: HTMLCanvasElement): MapRenderer {
  const context = canvas.getContext('2d')
  if (!context) throw new MapDrawingError('This browser cannot draw on a canvas')
  let positions = new Float32Array(0)
  let codes = new Uint8Array(0)
  let colors: readonly (readonly [number, number, number])[] = []
  let outside: number | null = null

  return {
    setPositions: (next) => {
      positions = new Float32Array(next.length)
      forEachSpread(next.length / 2, (row, place) => {
        positions[2 * place] = next[2 * row] ?? 0
        positions[2 * place + 1] = next[2 * row + 1] ?? 0
      })
    },
    setColoring: (coloring: MapColoring) => {
      codes = new Uint8Array(coloring.codes.length)
      forEachSpread(codes.length, (row, place) => {
        codes[place] = coloring.codes[row] ?? NO_POINT
      })
      colors = coloring.classes.map(({ color }) => readRgb(color))
      outside = coloring.outside
    },
    draw: (frame, { share }) => {
      const [columns, rows] = [Math.ceil(frame.width / DENSITY_CELL), Math.ceil(frame.height / DENSITY_CELL)]
      if (canvas.width !== columns || canvas.height !== rows) {
        canvas.width = columns
        canvas.height = rows
      }
      const within = new Uint32Array(columns * rows * colors.length)
      const scale = frame.scale / DENSITY_CELL
      const [left, top] = [columns / 2 - frame.x * scale, rows / 2 + frame.y * scale]
      const end = Math.ceil(codes.length * share)
      for (let place = 0; place < end; place++) {
        const code = codes[place] ?? NO_POINT
        if (code === NO_POINT) continue
        const column = Math.floor(left + (positions[2 * place] ?? 0) * scale)
        const row = Math.floor(top - (positions[2 * place + 1] ?? 0) * scale)
        if (column < 0 || column >= columns || row < 0 || row >= rows) continue
        const at = (row * columns + column) * colors.length + code
        within[at] = (within[at] ?? 0) + 1
      }
      context.putImageData(paint(within, columns, rows, colors, outside), 0, 0)
    },
    dispose: () => undefined,
  }
}

/** The least opacity of a cell that has a row. */
const FAINTEST = 0.25

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
    const mixed = [0, 0, 0]
    for (let code = 0; code < many; code++) {
      if ((code === outside) !== behind > 0) continue
      const part = (within[cell * many + code] ?? 0) / (sum + behind)
      colors[code]?.forEach((channel, at) => {
        mixed[at] = (mixed[at] ?? 0) + channel * part
      })
    }
    const alpha = behind > 0 ? 0.8 : FAINTEST + ((1 - FAINTEST) * Math.log1p(sum)) / Math.log1p(most)
    image.data.set([...mixed, alpha * 255], cell * 4)
  }
  return image
}
