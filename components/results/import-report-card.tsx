import type { ImportedFile, ImportReport } from '@/lib/core/run-report'
import { formatCount } from '../ui/format'

/** What the import found in both files, and how they fit together. */
export function ImportReportCard({ report }: { report: ImportReport }) {
  return (
    <section className="rounded-md border" aria-labelledby="imported">
      <header className="border-b px-3 py-2">
        <h2 id="imported" className="text-read font-semibold">
          Imported files
        </h2>
        <p className="text-ink-soft">
          {formatCount(report.joined)} rows joined on idx. Only in the policy file {formatCount(report.onlyInPolicy)},
          only in the reference file {formatCount(report.onlyInReference)}, different texts under one idx{' '}
          {formatCount(report.mismatched)}.
        </p>
      </header>
      <table className="m-3 w-[calc(100%-24px)]">
        <thead>
          <tr className="text-meta text-ink-soft">
            {['File', 'Lines', 'Usable rows', 'Doubled', 'Torn', 'Faulty'].map((name, at) => (
              <th key={name} scope="col" className={at === 0 ? 'text-left font-medium' : 'text-right font-medium'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <FileLine file={report.policy} />
          <FileLine file={report.reference} />
        </tbody>
      </table>
      {[report.policy, report.reference].flatMap((file) =>
        file.faults.map((fault) => (
          <p key={`${file.name} ${fault.line}`} className="px-3 pb-1 text-meta text-warn">
            {file.name}, line {fault.line}
            {fault.field && `, ${fault.field}`}: {fault.problem}
          </p>
        )),
      )}
    </section>
  )
}

function FileLine({ file }: { file: ImportedFile }) {
  return (
    <tr>
      <th scope="row" className="max-w-48 truncate py-0.5 text-left font-normal">
        {file.name}
      </th>
      {[file.lines, file.rows, file.duplicates, file.torn, file.faulty].map((count, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five figures in a fixed order.
        <td key={at} className="text-right">
          {formatCount(count)}
        </td>
      ))}
    </tr>
  )
}
