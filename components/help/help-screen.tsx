import { Kbd } from '../ui/kbd'
import { ScrollRegion } from '../ui/scroll-region'
import { DEFINITIONS, KEYS, TRAPS } from './help-content'

/** What the numbers mean, which keys work where, and what surprises people about the data. */
export function HelpScreen() {
  return (
    <ScrollRegion label="Help" className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-5xl gap-8 p-6 max-[720px]:p-4 min-[1000px]:grid-cols-[minmax(0,1fr)_300px]">
        <section aria-labelledby="numbers">
          <h2 id="numbers" className="mb-3 text-title font-semibold">
            How the numbers are computed
          </h2>
          <dl className="flex flex-col gap-5">
            {DEFINITIONS.map((definition) => (
              <div key={definition.name} id={definition.id}>
                <dt className="text-read font-medium">{definition.name}</dt>
                <dd className="mt-1 max-w-[68ch] text-read text-ink-soft">{definition.text}</dd>
                {definition.formula && (
                  <dd className="mt-1.5 overflow-x-auto rounded-md border bg-raised px-3 py-2 font-mono text-meta">
                    {definition.formula}
                  </dd>
                )}
                <dd className="mt-1 text-meta text-ink-faint">Source: {definition.source}</dd>
              </div>
            ))}
          </dl>
        </section>
        <div className="flex flex-col gap-8">
          <section aria-labelledby="keys">
            <h2 id="keys" className="mb-3 text-title font-semibold">
              Keys
            </h2>
            <table className="w-full">
              <tbody>
                {KEYS.map((line) => (
                  <tr key={line.does} className="border-b">
                    <td className="w-28 py-1.5 pr-2">
                      <span className="flex flex-wrap gap-1">
                        {line.keys.map((key) => (
                          <Kbd key={key}>{key}</Kbd>
                        ))}
                      </span>
                    </td>
                    <td className="py-1.5 text-ink-soft">{line.does}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <section aria-labelledby="traps">
            <h2 id="traps" className="mb-3 text-title font-semibold">
              What to know about the data
            </h2>
            <ul className="flex list-disc flex-col gap-2 pl-4 text-ink-soft">
              {TRAPS.map((trap) => (
                <li key={trap}>{trap}</li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </ScrollRegion>
  )
}
