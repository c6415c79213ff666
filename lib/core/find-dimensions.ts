import type { Dimension } from './dimensions'

/** Whether the label, the name or a pole of a dimension contains the text, letter case ignored; the empty text does. */
export function dimensionContains(dimension: Dimension, text: string): boolean {
  const query = text.trim().toLowerCase()
  return [dimension.label, dimension.name, dimension.positive, dimension.negative].some((part) =>
    part.toLowerCase().includes(query),
  )
}
