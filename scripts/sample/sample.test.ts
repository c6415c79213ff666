import { describe, expect, it } from 'vitest'
import { countActive } from '@/lib/core/direction'
import { exampleSchema } from '@/lib/core/example'
import { publishedCorrelation } from '@/lib/core/published-correlation'
import { listNamed, MOVES, TOPICS, TRAITS } from './bank'
import { toExample } from './first-rows'
import { Population } from './population'
import { Random } from './random'
import { createRowWriter, type SampleRow } from './row'
import { countSources, createSourceOf, PUBLISHED_ROWS, SOURCES } from './sources'

const ROWS = 2500
const writeRow = createRowWriter({ rows: ROWS, seed: 1, textScale: 1 })
const rows = Array.from({ length: ROWS }, (_, row) => writeRow(row))
const reddit = rows.filter((row) => row.source === 'reddit')

function share(kept: (row: SampleRow) => boolean, of: readonly SampleRow[] = reddit): number {
  return of.filter(kept).length / of.length
}

describe('the rows of a sample', () => {
  it('depend on the seed and the row number alone', () => {
    const again = createRowWriter({ rows: ROWS, seed: 1, textScale: 1 })
    for (const row of [ROWS - 1, 17, 2000, 0]) expect(again(row)).toEqual(rows[row])
    const other = createRowWriter({ rows: ROWS, seed: 2, textScale: 1 })
    expect(other(17)).not.toEqual(rows[17])
  })

  it('are AlignX examples', () => {
    for (const row of rows) exampleSchema.parse(toExample(row))
    expect(share((row) => row.prompt.trim() === '' || row.chosen.trim() === '', rows)).toBe(0)
    expect(rows.filter((row) => /\{|\}|undefined| {2}/.test(row.prompt + row.chosen + row.rejected))).toEqual([])
  })

  it('hold the odd rows that real files hold', () => {
    expect(reddit.some((row) => row.ugc === null)).toBe(true)
    expect(reddit.some((row) => row.ugc?.length === 0)).toBe(true)
    expect(Math.max(...reddit.map((row) => row.pairs?.length ?? 0))).toBeGreaterThanOrEqual(16)
    expect(reddit.some((row) => countActive(row.direction) === 0)).toBe(true)
    expect(reddit.some((row) => row.chosen === row.rejected)).toBe(true)
    expect(reddit.some((row) => row.prompt.includes('<|eot_id|>'))).toBe(true)
    expect(reddit.some((row) => row.prompt.includes('<script>'))).toBe(true)
    expect(reddit.some((row) => row.prompt.length > 3000)).toBe(true)
    expect(reddit.some((row) => row.demographics === null)).toBe(true)
    const prompts = new Set(rows.map((row) => row.prompt))
    expect(prompts.size).toBeLessThan(ROWS - 50)
    const whole = new Set(rows.filter((row) => row.source === 'reddit').map((row) => JSON.stringify(row)))
    expect(whole.size).toBeLessThan(reddit.length)
    expect(whole.size).toBeGreaterThan(reddit.length * 0.98)
  })

  it('give people no history and one dimension where the source has no people', () => {
    for (const row of rows.filter(({ source }) => source !== 'reddit')) {
      expect(countActive(row.direction)).toBe(1)
      expect(row.ugc ?? []).toEqual([])
      expect(row.demographics ?? '').toBe('')
    }
  })
})

describe('text and direction', () => {
  it('agree on length where the direction has a view on it', () => {
    const decided = reddit.filter((row) => row.direction[16] !== 0 && row.chosen !== row.rejected)
    const agrees = share((row) => row.chosen.length < row.rejected.length === (row.direction[16] ?? 0) > 0, decided)
    expect(decided.length).toBeGreaterThan(1000)
    expect(agrees).toBeGreaterThan(0.7)
  })

  it('agree on the sentences that show a pole', () => {
    const heads = [...MOVES].flatMap(([pole, sentences]) =>
      sentences.filter((sentence) => sentence.length === 1).map((sentence) => ({ pole, text: sentence[0] ?? '' })),
    )
    let agreeing = 0
    let found = 0
    for (const row of reddit.slice(0, 1000))
      for (const { pole, text } of heads) {
        const inChosen = row.chosen.includes(text)
        if (inChosen === row.rejected.includes(text)) continue
        found++
        const sign = row.direction[Number.parseInt(pole, 10)] ?? 0
        if (sign !== 0 && sign > 0 === (pole.endsWith('+') === inChosen)) agreeing++
      }
    expect(found).toBeGreaterThan(1000)
    expect(agreeing / found).toBeGreaterThan(0.9)
  })

  it('cannot be told from length alone', () => {
    const longer = share((row) => row.chosen.length > row.rejected.length)
    expect(longer).toBeGreaterThan(0.5)
    expect(longer).toBeLessThan(0.58)
  })

  it('have a sentence for each pole and a phrase for each trait', () => {
    expect(
      TOPICS.filter((topic) => topic.dimension >= 47)
        .map((topic) => topic.dimension)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 43 }, (_, place) => 47 + place))
    for (const pole of MOVES.keys())
      expect(
        listNamed(MOVES, pole.endsWith('+') ? `${Number.parseInt(pole, 10)}-` : `${Number.parseInt(pole, 10)}+`).length,
      ).toBeGreaterThan(2)
    for (let index = 0; index < 47; index++)
      for (const pole of ['+', '-']) expect(listNamed(TRAITS, `${index}${pole}`).length).toBeGreaterThan(0)
  })
})

describe('the sources', () => {
  it('have the published sizes at the published size', () => {
    expect(PUBLISHED_ROWS).toBe(1_311_622)
    expect(countSources(PUBLISHED_ROWS)).toEqual([1_225_988, 10_714, 71_826, 3_094])
  })

  it.each([1, 2, 7, 4000, 10_007])('are met exactly by %i rows', (size) => {
    const sourceOf = createSourceOf(size, 5)
    const found = SOURCES.map(
      ({ key }) => Array.from({ length: size }, (_, row) => sourceOf(row)).filter((source) => source === key).length,
    )
    expect(found).toEqual(countSources(size))
  })
})

describe('the directions', () => {
  const population = new Population()
  const drawn = Array.from({ length: 30_000 }, (_, row) => population.draw(new Random(3, row)).direction)
  const columns = Array.from({ length: 90 }, (_, index) =>
    Float64Array.from(drawn, (direction) => direction[index] ?? 0),
  )

  it('have the published correlations of the 20 strongest pairs within 0.05', () => {
    const pairs = Array.from({ length: 90 }, (_, left) =>
      Array.from({ length: left }, (_, right) => [left, right] as const),
    ).flat()
    const strongest = pairs
      .toSorted((a, b) => Math.abs(publishedCorrelation(...b)) - Math.abs(publishedCorrelation(...a)))
      .slice(0, 20)
    for (const [left, right] of strongest) {
      const found = correlate(columns[left] ?? new Float64Array(), columns[right] ?? new Float64Array())
      expect(Math.abs(found - publishedCorrelation(left, right)), `${left} and ${right}: ${found}`).toBeLessThan(0.05)
    }
  })

  it('are sparse: about 14 active dimensions, 0 to 33', () => {
    const active = drawn.map(countActive)
    const mean = active.reduce((sum, count) => sum + count, 0) / active.length
    expect(mean).toBeGreaterThan(13)
    expect(mean).toBeLessThan(15)
    expect(Math.min(...active.slice(0, 10_000))).toBe(0)
    expect(active.reduce((most, count) => Math.max(most, count), 0)).toBe(33)
  })
})

function correlate(left: Float64Array, right: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanLeft, meanRight] = [mean(left), mean(right)]
  let [both, squareLeft, squareRight] = [0, 0, 0]
  left.forEach((value, place) => {
    const other = (right[place] ?? 0) - meanRight
    both += (value - meanLeft) * other
    squareLeft += (value - meanLeft) ** 2
    squareRight += other ** 2
  })
  return both / Math.sqrt(squareLeft * squareRight)
}
