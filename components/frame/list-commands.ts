import type { Dimension } from '@/lib/core/dimensions'
import { allOf } from '@/lib/core/filter'
import { DEFAULT_VIEW, formatView } from '@/lib/core/view'
import type { Destination } from './destinations'

/** A line of the command palette: where it leads and what it says. */
export interface Command {
  readonly text: string
  readonly hint: string
  readonly href: string
}

/** Every page, then both poles of every dimension as a filter of Explore. */
export function listCommands(
  destinations: readonly Destination[],
  dimensions: readonly Dimension[],
): readonly Command[] {
  const pages = destinations.map(({ label, hint, href }) => ({ text: label, hint, href }))
  const poles = dimensions.flatMap((dimension) =>
    (['positive', 'negative'] as const).map((pole) => ({
      text: dimension[pole],
      hint: `rows · ${dimension.label}`,
      href: `/explore?${formatView({
        ...DEFAULT_VIEW,
        filter: allOf([{ kind: 'direction', dimension: dimension.key, pole }]),
      })}`,
    })),
  )
  return [...pages, ...poles]
}
