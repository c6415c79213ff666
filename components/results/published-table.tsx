'use no memo'
import {
  PUBLISHED_BENCHMARKS,
  PUBLISHED_MODELS,
  PUBLISHED_NOTES,
  PUBLISHED_SOURCE,
  PUBLISHED_TRAINING,
} from '@/lib/core/published-results'
import { formatCount } from '../ui/format'
import { ScrollRegion } from '../ui/scroll-region'

/** Table 3 of the paper as it was printed, with what must be known before anyone compares. */
export function PublishedTable() {
  return (
    <section className="rounded-md border" aria-labelledby="published">
      <header className="border-b px-3 py-2">
        <h2 id="published" className="text-read font-semibold">
          Published results, for orientation
        </h2>
        <p className="text-body text-ink-soft">{PUBLISHED_SOURCE}</p>
      </header>
      <ScrollRegion label="Published results, table" className="overflow-x-auto p-3">
        <table className="w-full min-w-[680px] border-collapse">
          <thead>
            <tr className="border-b text-meta text-ink-soft">
              <th scope="col" className="py-1 pr-2 text-left font-medium">
                Model
              </th>
              <th scope="col" className="px-2 py-1 text-left font-medium">
                Trained on
              </th>
              {PUBLISHED_BENCHMARKS.map((benchmark) => (
                <th key={benchmark.key} scope="col" className="px-2 py-1 text-right font-medium">
                  {benchmark.benchmark}
                  <br />
                  <span className="font-normal text-ink-faint">
                    {benchmark.persona}
                    {benchmark.rows !== null && `, n ≈ ${formatCount(benchmark.rows)}`}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {PUBLISHED_MODELS.map((model) => (
              <tr key={`${model.model} ${model.training}`} className="border-b last:border-0">
                <th scope="row" className="py-1 pr-2 text-left font-normal">
                  {model.model}
                </th>
                <td className="px-2 py-1 text-ink-soft">{PUBLISHED_TRAINING[model.training]}</td>
                {model.accuracy.map((percent, at) => (
                  <td key={PUBLISHED_BENCHMARKS[at]?.key} className="px-2 py-1 text-right">
                    {percent === null ? <span className="text-ink-faint">N/A</span> : percent.toFixed(2)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <ul className="flex list-disc flex-col gap-1 border-t bg-warn-soft py-2 pr-3 pl-7 text-meta text-ink-soft">
        {PUBLISHED_NOTES.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  )
}
