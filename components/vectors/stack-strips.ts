const LINE = 46

/** The strips of a list as one picture, each under its number and what stands beside it. */
export function stackStrips(list: HTMLElement | null): SVGSVGElement {
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const strips = [...(list?.querySelectorAll<SVGSVGElement>('svg[data-strip]') ?? [])]
  picture.setAttribute('width', '520')
  picture.setAttribute('height', String(strips.length * LINE + 4))
  strips.forEach((strip, at) => {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'g')
    line.setAttribute('transform', `translate(36 ${at * LINE + 14})`)
    const number = document.createElementNS('http://www.w3.org/2000/svg', 'text')
    number.setAttribute('x', '-8')
    number.setAttribute('y', '19')
    number.setAttribute('text-anchor', 'end')
    number.setAttribute('font-size', '12')
    number.setAttribute('class', 'fill-ink-soft')
    number.textContent = String(at + 1)
    line.append(number, ...[...strip.children].map((mark) => mark.cloneNode(true)))
    picture.append(line)
  })
  return picture
}
