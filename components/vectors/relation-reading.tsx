import { dimensionAt } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import { countTogether, type Defined } from '@/lib/core/pole-relations'
import type { PolePair, RelationMeasure } from '@/lib/core/vectors-view'
import { formatCount, formatShare } from '../ui/format'
import { explainUndefined, pairOfCell, relate, type SignPair } from './prepare-relations'

interface RelationReadingProps {
  readonly id: string
  readonly together: CoOccurrence
  readonly measure: RelationMeasure
  readonly poles: PolePair
  /** Dimension indices of the cell; `null` before any is chosen. */
  readonly pair: { readonly left: number; readonly right: number } | null
  /** The published correlation of the two; `null` while it is loaded, or when it is not compared with. */
  readonly published: number | null
  readonly onPick: (pair: SignPair) => void
}

const SIGNS: readonly Sign[] = [1, 0, -1]
const SIGN_WORDS = { 1: '+', 0: '0', [-1]: '−' } as const

/** The chosen cell in numbers: its figures with intervals, and how many rows hold each two signs. */
export function RelationReading({ id, together, measure, poles, pair, published, onPick }: RelationReadingProps) {
  if (pair === null)
    return (
      <p id={id} className="text-meta text-ink-soft">
        Point at a cell, or walk with the arrow keys. A click or Enter keeps the rows that hold both poles; Shift holds
        the cell still while you move here.
      </p>
    )
  const { left, right } = pair
  const [a, b] = [dimensionAt(left), dimensionAt(right)]
  const isSelf = left === right
  const picked = pairOfCell(together, measure, poles, left, right)
  const count = countTogether(together, left, picked.left, right, picked.right)
  const figures = [
    { name: 'Pearson r', key: 'pearson', defined: relate(together, 'pearson', poles, left, right), format: formatR },
    {
      name: `Lift ${POLES_SHORT[poles]}`,
      key: 'lift',
      defined: relate(together, 'lift', poles, left, right),
      format: formatLift,
    },
    {
      name: `Together ${POLES_SHORT[poles]}`,
      key: 'share',
      defined: relate(together, 'share', poles, left, right),
      format: formatShare,
    },
  ] as const
  const main = figures.find(({ key }) => key === measure) ?? figures[0]
  return (
    <div className="flex flex-col gap-2">
      <p id={id} aria-live="polite" className="sr-only">
        {a.label} and {b.label}:{' '}
        {isSelf ? 'the same dimension' : describe(main.name, main.defined, main.format, left, right)}. Enter keeps{' '}
        {formatCount(count)} rows.
      </p>
      <div>
        <p className="font-semibold">
          <Name group={a.group}>{a.label}</Name> × <Name group={b.group}>{b.label}</Name>
        </p>
        <p className="text-meta text-ink-faint">
          {isSelf ? 'a dimension with itself' : `n = ${formatCount(together.n)}`}
        </p>
      </div>
      {!isSelf && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-meta">
          {figures.map(({ name, key, defined, format }) => (
            <div key={key} className="contents">
              <dt className={key === measure ? 'font-medium' : 'text-ink-soft'}>{name}</dt>
              <dd className={key === measure ? 'font-medium' : 'text-ink-soft'}>
                {defined.reason === null ? (
                  <Figure defined={defined} format={format} />
                ) : (
                  explainUndefined(defined.reason, left, right)
                )}
              </dd>
            </div>
          ))}
          {published !== null && (
            <>
              <dt className="text-ink-soft">Published r</dt>
              <dd className="text-ink-soft">{formatR(published)}, read off a figure</dd>
            </>
          )}
        </dl>
      )}
      {!isSelf && (
        <table className="w-full text-meta">
          <caption className="mb-1 text-left text-ink-soft">
            Rows by sign, {a.label} down, {b.label} across; press one to keep those rows
          </caption>
          <thead>
            <tr>
              <td />
              {SIGNS.map((sign) => (
                <th key={sign} scope="col" className="font-medium text-ink-soft" title={wordsOf(right, sign)}>
                  {SIGN_WORDS[sign]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SIGNS.map((leftSign) => (
              <tr key={leftSign}>
                <th scope="row" className="font-medium text-ink-soft" title={wordsOf(left, leftSign)}>
                  {SIGN_WORDS[leftSign]}
                </th>
                {SIGNS.map((rightSign) => {
                  const rows = countTogether(together, left, leftSign, right, rightSign)
                  const isPicked = picked.left === leftSign && picked.right === rightSign
                  return (
                    <td key={rightSign} className="p-0.5">
                      <button
                        type="button"
                        disabled={rows === 0}
                        onClick={() => onPick({ left: leftSign, right: rightSign })}
                        aria-label={`Keep ${formatCount(rows)} rows: ${wordsOf(left, leftSign)} and ${wordsOf(right, rightSign)}`}
                        className={`h-7 w-full rounded-sm border text-center hover:bg-sunken disabled:text-ink-faint ${isPicked ? 'border-ink font-semibold' : ''}`}
                      >
                        {formatCount(rows)}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="text-meta text-ink-soft">
        A click or Enter keeps {formatCount(count)} rows: {wordsOf(left, picked.left)}
        {!isSelf && ` and ${wordsOf(right, picked.right)}`}. Shift holds this cell still.
      </p>
    </div>
  )
}

const POLES_SHORT = { positive: '+ +', opposed: '+ −', negative: '− −' } as const

function Name({ group, children }: { group: string; children: string }) {
  return <span style={{ color: `var(--group-${group})` }}>{children}</span>
}

function Figure({ defined, format }: { defined: Defined; format: (value: number) => string }) {
  if (defined.value === null) return null
  return (
    <>
      {format(defined.value)}
      {defined.interval && (
        <span className="text-ink-faint">
          {' '}
          {format(defined.interval.low)} to {format(defined.interval.high)}
        </span>
      )}
    </>
  )
}

function describe(
  name: string,
  defined: Defined,
  format: (value: number) => string,
  left: number,
  right: number,
): string {
  return defined.reason === null ? `${name} ${format(defined.value)}` : explainUndefined(defined.reason, left, right)
}

function wordsOf(index: number, sign: Sign): string {
  const dimension = dimensionAt(index)
  return sign === 0 ? `${dimension.label} neutral` : sign === 1 ? dimension.positive : dimension.negative
}

/** A correlation with its sign and two decimals: `+0.12`, `−0.03`, `0.00`. */
export function formatR(value: number): string {
  const digits = Math.abs(value).toFixed(2)
  return digits === '0.00' ? digits : `${value < 0 ? '−' : '+'}${digits}`
}

/** A lift as a factor: `1.84 ×`. */
export function formatLift(value: number): string {
  return `${value.toFixed(2)} ×`
}
