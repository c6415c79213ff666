import { DIMENSION_COUNT, DIMENSIONS } from './dimensions'
import type { Direction, Sign } from './direction'

/**
 * A profile as the published prompts write it: the pole labels in dimension order, joined by ", ", neutral left out.
 * All-neutral gives the empty text. Source: AlignX train/profile_utils.py trans_persona.
 */
export function formatProfile(direction: Direction): string {
  return DIMENSIONS.flatMap((dimension) => {
    const sign = direction[dimension.index]
    return sign === 1 ? [dimension.positive] : sign === -1 ? [dimension.negative] : []
  }).join(', ')
}

/** What was read out of a profile text. */
export interface ParsedProfile {
  readonly direction: Direction
  /** The pieces that are no published label, in order; empty when all was understood. */
  readonly leftover: readonly string[]
  /** The dimensions that the text gives both poles; the later one was kept. */
  readonly conflicts: readonly number[]
}

interface PoleLabel {
  readonly text: string
  readonly index: number
  readonly sign: Sign
}

const LABELS: readonly PoleLabel[] = DIMENSIONS.flatMap((dimension): PoleLabel[] => [
  { text: dimension.positive, index: dimension.index, sign: 1 },
  { text: dimension.negative, index: dimension.index, sign: -1 },
]).sort((a, b) => b.text.length - a.text.length)

/**
 * Reads a profile text back, the longest label first, since labels hold commas and cannot be split on ", ".
 * A label counts only where it stands alone: between the ends of the text and ", ".
 */
export function parseProfile(text: string): ParsedProfile {
  const direction = Array<Sign>(DIMENSION_COUNT).fill(0)
  const leftover: string[] = []
  const conflicts = new Set<number>()
  let position = 0
  while (position < text.length) {
    const label = labelAt(text, position)
    if (label) {
      if (direction[label.index] === -label.sign) conflicts.add(label.index)
      direction[label.index] = label.sign
      position += label.text.length
    } else {
      const end = text.indexOf(', ', position)
      leftover.push(text.slice(position, end === -1 ? text.length : end))
      position = end === -1 ? text.length : end
    }
    position += text.startsWith(', ', position) ? 2 : 0
  }
  return { direction, leftover, conflicts: [...conflicts] }
}

function labelAt(text: string, position: number): PoleLabel | undefined {
  return LABELS.find((label) => {
    if (!text.startsWith(label.text, position)) return false
    const end = position + label.text.length
    return end === text.length || text.startsWith(', ', end)
  })
}
