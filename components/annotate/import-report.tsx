'use client'
import { useState } from 'react'
import type { ImportAnnotationsReport } from '@/lib/core/annotation/import-request'
import { listAnnotators } from '../annotators/annotators-client'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { useLoad } from '../ui/use-load'

interface ImportReportProps {
  readonly who: string
  readonly report: ImportAnnotationsReport
  readonly isBusy: boolean
  /** Imports the file, with the ids of people by their names in it. */
  readonly onImport: (annotators: Readonly<Record<string, string>>) => void
}

/** What an import did or would do; before it is done, new names can be given to people who are there. */
export function ImportReport({ who, report, isBusy, onImport }: ImportReportProps) {
  const [annotators, setAnnotators] = useState<Readonly<Record<string, string>>>({})
  const people = useLoad('people', (signal) => listAnnotators(who, signal))
  const { added, changed, unchanged, adjudicated, faultCount, faults, dryRun } = report
  const isFaulty = faultCount > 0
  const does = added + changed + adjudicated > 0
  return (
    <Notice
      tone={isFaulty ? 'warn' : 'info'}
      title={
        isFaulty
          ? `${formatCount(faultCount)} ${faultCount === 1 ? 'fault' : 'faults'}: nothing would be kept`
          : dryRun
            ? 'What the import would do'
            : 'Imported'
      }
      actions={
        dryRun &&
        !isFaulty &&
        does && (
          <Button variant="primary" size="small" disabled={isBusy} onClick={() => onImport(annotators)}>
            Import {formatCount(added + changed + adjudicated)} changes
          </Button>
        )
      }
    >
      <ul>
        <li>{formatCount(report.records)} records read</li>
        <li>{formatCount(added)} annotations are new</li>
        <li>{formatCount(changed)} replace other answers</li>
        <li>{formatCount(unchanged)} are there already</li>
        <li>{formatCount(adjudicated)} decisions are new or different</li>
      </ul>
      {isFaulty && (
        <ul className="mt-2 max-h-48 overflow-y-auto text-meta">
          {faults.map(({ place, problem }) => (
            <li key={`${place} ${problem}`}>
              {place}: {problem}
            </li>
          ))}
          {faultCount > faults.length && <li>and {formatCount(faultCount - faults.length)} more</li>}
        </ul>
      )}
      {report.annotators.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {report.annotators.map(({ name, isNew }) => (
            <li key={name} className="flex flex-wrap items-center gap-2">
              <span className="min-w-32">{name}</span>
              {dryRun && isNew ? (
                <Select
                  aria-label={`Who ${name} is`}
                  value={annotators[name] ?? ''}
                  onChange={(event) => setAnnotators(choose(annotators, name, event.target.value))}
                  className="w-52"
                >
                  <option value="">a new annotator</option>
                  {(people.value?.annotators ?? []).map((person) => (
                    <option key={person.id} value={person.id}>
                      {person.name}
                    </option>
                  ))}
                </Select>
              ) : (
                <span className="text-meta">{isNew ? 'is new' : 'is known'}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

function choose(
  annotators: Readonly<Record<string, string>>,
  name: string,
  id: string,
): Readonly<Record<string, string>> {
  const { [name]: _, ...others } = annotators
  return id === '' ? others : { ...others, [name]: id }
}
