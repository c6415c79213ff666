import type { MapSize } from './camera'
import type { MapColoring } from './map-coloring'

const LINE = 16

/** The map as a picture to save: the points as an image, the axes over it, the legend below. */
export function drawMapPicture(
  image: string,
  overlay: SVGSVGElement | null,
  { width, height }: MapSize,
  title: string,
  { classes }: MapColoring,
): SVGSVGElement {
  const picture = element('svg', { width, height: height + 12 + (classes.length + 1) * LINE })
  picture.append(element('image', { href: image, width, height, style: 'image-rendering: pixelated' }))
  const copy = overlay?.cloneNode(true)
  if (copy) picture.append(copy)
  picture.append(text(0, height + LINE + 4, title, 'fill-ink'))
  for (const [at, { color, label, points }] of classes.entries()) {
    const y = height + 4 + (at + 2) * LINE
    picture.append(element('rect', { x: 0, y: y - 9, width: 10, height: 10, fill: color }))
    picture.append(text(16, y, `${label} · ${points.toLocaleString('en-US')}`, 'fill-ink-soft'))
  }
  return picture
}

function text(x: number, y: number, content: string, classes: string): SVGElement {
  const node = element('text', { x, y, 'font-size': 11, class: classes })
  node.textContent = content
  return node
}

function element<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value))
  return node
}
