import { saveBlob } from '../ui/save-file'
import { wrapLines } from './wrap-lines'

interface ChartFile {
  readonly title: string
  /** Without its ending. */
  readonly fileName: string
  readonly provenance: readonly string[]
}

const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
]
const MARGIN = 16
const LINE = 15
/** About the width of a letter of the provenance, in pixels. */
const LETTER = 5.4

/** Saves a chart as it is drawn, with its title above and its provenance below, as SVG. */
export async function saveSvg(svg: SVGSVGElement, file: ChartFile): Promise<void> {
  saveBlob(new Blob([serialise(svg, file).text], { type: 'image/svg+xml' }), `${file.fileName}.svg`)
}

/** Saves the same picture as PNG, two pixels to one. Throws when the browser cannot draw it. */
export async function savePng(svg: SVGSVGElement, file: ChartFile): Promise<void> {
  const { text, width, height } = serialise(svg, file)
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * 2
    canvas.height = height * 2
    const context = canvas.getContext('2d')
    if (!context) throw new Error('This browser cannot draw the picture. SVG and CSV still work.')
    context.scale(2, 2)
    context.drawImage(image, 0, 0)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('This browser cannot write PNG. SVG and CSV still work.')
    saveBlob(blob, `${file.fileName}.png`)
  } finally {
    URL.revokeObjectURL(address)
  }
}

function serialise(svg: SVGSVGElement, { title, provenance: facts }: ChartFile) {
  const box = svg.getBoundingClientRect()
  const provenance = wrapLines(facts, Math.floor(box.width / LETTER))
  const page = getComputedStyle(document.body)
  const width = Math.ceil(box.width) + 2 * MARGIN
  const height = Math.ceil(box.height) + 2 * MARGIN + LINE * (provenance.length + 2)
  const copy = inlineStyles(svg)
  copy.setAttribute('x', String(MARGIN))
  copy.setAttribute('y', String(MARGIN + LINE + 4))
  copy.setAttribute('width', String(box.width))
  copy.setAttribute('height', String(box.height))
  const texts = [
    `<text x="${MARGIN}" y="${MARGIN + 8}" font-size="15" font-weight="600" fill="${page.color}">${escapeXml(title)}</text>`,
    ...provenance.map(
      (line, at) =>
        `<text x="${MARGIN}" y="${MARGIN + LINE * (at + 2) + box.height + 8}" font-size="10" fill="${page.color}">${escapeXml(line)}</text>`,
    ),
  ]
  const drawing = new XMLSerializer().serializeToString(copy)
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif"><rect width="100%" height="100%" fill="${page.backgroundColor}"/>${drawing}${texts.join('')}</svg>`
  return { text, width, height }
}

/** A copy in which colours and fonts no longer depend on the page's style sheet. */
function inlineStyles(svg: SVGSVGElement): Element {
  const clone = svg.cloneNode(true)
  if (!(clone instanceof Element)) throw new Error('The chart cannot be copied')
  const copies = [clone, ...clone.querySelectorAll('*')]
  const originals = [svg, ...svg.querySelectorAll('*')]
  originals.forEach((original, at) => {
    const style = getComputedStyle(original)
    const declarations = STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')
    copies[at]?.setAttribute('style', declarations)
    copies[at]?.removeAttribute('class')
  })
  return clone
}

// XML has no place for control characters, not even escaped.
function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
  )
}
