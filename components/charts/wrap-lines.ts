/** Breaks lines at spaces, and words longer than a line anywhere, so that none has more than `most` characters. */
export function wrapLines(lines: readonly string[], most: number): readonly string[] {
  const width = Math.max(20, most)
  return lines.flatMap((line) => {
    const wrapped: string[] = []
    let rest = line
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width)
      const cut = space > width / 2 ? space : width
      wrapped.push(rest.slice(0, cut))
      rest = rest.slice(cut).trimStart()
    }
    return [...wrapped, rest]
  })
}
