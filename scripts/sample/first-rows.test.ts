import { expect, it } from 'vitest'
import { FACETS, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import type { Example } from '@/lib/core/example'
import { EVERY_ROW } from '@/lib/core/filter'
import { planBins } from '@/lib/core/histogram-bins'
import { SummaryTally } from '@/lib/core/summary-totals'
import { facetRanges } from '@/lib/dataset/queries/facet-ranges'
import { openFixtureDatabase } from '@/lib/dataset/queries/fixture-database'
import { histograms } from '@/lib/dataset/queries/histograms'
import { nullShares } from '@/lib/dataset/queries/null-shares'
import { FirstPage, toExample } from './first-rows'
import { createRowWriter } from './row'

const writeRow = createRowWriter({ rows: 400, seed: 3, textScale: 1 })
const rows = Array.from({ length: 400 }, (_, number) => writeRow(number))

/** What the browser's database says of the same rows. */
async function askDatabase(examples: readonly Example[]) {
  const database = await openFixtureDatabase(examples, 200)
  const facets = Object.fromEntries(
    database.ask(facetRanges(EVERY_ROW)).map(({ facet, min, max }) => {
      const bins = planBins(min, max)
      if (bins === null) return [facet, { min, max, counts: [] }]
      const found = new Map(
        database.ask(histograms([{ facet, bins }], EVERY_ROW)).map(({ bin, count }) => [bin, count]),
      )
      return [facet, { min, max, counts: Array.from({ length: bins.count }, (_, bin) => found.get(bin) ?? 0) }]
    }),
  )
  const [{ rows: _, ...missing } = { rows: 0 }] = database.ask(nullShares(EVERY_ROW))
  return { facets, missing }
}

it('gives the numbers that the queries of the browser give over the same rows', async () => {
  const page = new FirstPage()
  rows.forEach((row, number) => {
    page.add(row, { number, shard: 0, shardRow: number })
  })
  const { totals } = JSON.parse(page.toJson())
  const { facets, missing } = await askDatabase(rows.map(toExample))
  expect(totals.facets).toEqual(facets)
  expect(totals.missing).toEqual(missing)
  expect(Object.keys(totals.facets)).toEqual(FACETS.map(({ key }) => key))
  expect(Object.keys(totals.missing)).toEqual(OPTIONAL_COLUMNS.map(({ key }) => key))
  expect(missing).toMatchObject({ profile: 400, persona: 400, direction: 0 })
}, 60_000)

it('gives them too where directions and profiles are missing', async () => {
  const examples = rows.slice(0, 30).map((row, at): Example => {
    const example = toExample(row)
    return { ...example, direction: at % 3 === 0 ? null : example.direction, profile: at % 2 === 0 ? 'a profile' : '' }
  })
  const tally = new SummaryTally()
  for (const example of examples) tally.add(example)
  expect(tally.totals()).toEqual(await askDatabase(examples))
  expect(new SummaryTally().totals().facets.prompt_length).toEqual({ min: null, max: null, counts: [] })
}, 60_000)
