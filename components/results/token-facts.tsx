import type { RunSummary, Spread } from '@/lib/core/run-summary'
import { formatCount } from '../ui/format'

/** How many tokens the policy read, and what the published length limit cut. */
export function TokenFacts({ tokens }: { tokens: NonNullable<RunSummary['tokens']> }) {
  const lines: readonly (readonly [string, Spread])[] = [
    ['Prompt', tokens.prompt],
    ['Chosen', tokens.chosen],
    ['Rejected', tokens.rejected],
  ]
  return (
    <section className="rounded-md border" aria-labelledby="tokens">
      <header className="border-b px-3 py-2">
        <h2 id="tokens" className="text-read font-semibold">
          Tokens
        </h2>
        <p className="text-ink-soft">
          {tokens.cutRows === 0
            ? 'No prompt was longer than 7,679 tokens.'
            : `${formatCount(tokens.cutRows)} prompts were cut from the left at 7,679 tokens, by up to ${formatCount(tokens.mostCut)}: the post goes first.`}
        </p>
      </header>
      <table className="m-3 w-[calc(100%-24px)]">
        <thead>
          <tr className="text-meta text-ink-soft">
            <th scope="col" className="text-left font-medium">
              Part
            </th>
            {['Least', 'Median', 'Mean', 'Most'].map((name) => (
              <th key={name} scope="col" className="text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, spread]) => (
            <tr key={name}>
              <th scope="row" className="py-0.5 text-left font-normal">
                {name}
              </th>
              {[spread.min, spread.median, spread.mean, spread.max].map((value, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: four figures in a fixed order.
                <td key={at} className="text-right">
                  {formatCount(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
