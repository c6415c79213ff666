import { z } from 'zod'

const times = z.array(z.number()).min(1)

/** What the page measures of a map; times in milliseconds. */
export const mapFiguresSchema = z.object({
  rows: z.number(),
  renderer: z.string(),
  width: z.number(),
  height: z.number(),
  componentsMs: z.number(),
  projectMs: z.number(),
  coloringMs: z.number(),
  uploadMs: z.number(),
  firstPictureMs: z.number(),
  allPointsMs: times,
  /** Between two frames of a movement, and the share of the rows that each drew. */
  movingMs: times,
  movingShares: times,
  densityMs: times,
  pointMs: times,
  lassoMs: times,
})

export type MapFigures = z.infer<typeof mapFiguresSchema>
