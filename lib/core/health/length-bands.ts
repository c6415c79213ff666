import type { Example } from '@/lib/core/example'

/** Bands of the absolute difference in length, in UTF-16 code units; both ends included. */
const BANDS = [
  { most: 50, label: '1 to 50 characters apart' },
  { most: 200, label: '51 to 200 characters apart' },
  { most: 500, label: '201 to 500 characters apart' },
  { most: Number.POSITIVE_INFINITY, label: 'over 500 characters apart' },
] as const

/** How many pairs lie in a band, and in how many of them the chosen response is the longer one. */
export interface LengthBand {
  readonly label: string
  readonly pairs: number
  readonly chosenLonger: number
}

/** Counts pairs by how far apart their responses are in length; equal lengths are in no band. */
export class LengthBands {
  readonly #pairs = BANDS.map(() => 0)
  readonly #longer = BANDS.map(() => 0)

  add({ chosen, rejected }: Pick<Example, 'chosen' | 'rejected'>): void {
    const difference = chosen.length - rejected.length
    if (difference === 0) return
    const at = BANDS.findIndex(({ most }) => Math.abs(difference) <= most)
    this.#pairs[at] = (this.#pairs[at] ?? 0) + 1
    if (difference > 0) this.#longer[at] = (this.#longer[at] ?? 0) + 1
  }

  read(): readonly LengthBand[] {
    return BANDS.map(({ label }, at) => ({ label, pairs: this.#pairs[at] ?? 0, chosenLonger: this.#longer[at] ?? 0 }))
  }
}
