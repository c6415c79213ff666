'use client'
import { Download, Play } from 'lucide-react'
import { useState } from 'react'
import { EVERY_ROW } from '@/lib/core/filter'
import { filterInWords } from '@/lib/core/filter-words'
import {
  formatHealthCsv,
  formatHealthJson,
  formatHealthMarkdown,
  type HealthProvenance,
} from '@/lib/core/health/format-report'
import type { HealthReport } from '@/lib/core/health/health-outcome'
import { HowComputed } from '../charts/how-computed'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Menu } from '../ui/menu'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { saveText } from '../ui/save-file'
import { HealthList } from './health-list'
import type { TabProps } from './tab-props'
import { useExamination } from './use-examination'

/** Up to here the rows are examined without being asked: a few seconds. */
const MOST_UNASKED = 20_000

/** The checks of the rows under the filter: duplicates, leaks, empty parts, biases, contradictions, control tokens. */
export default function HealthTab({ view, state, filterKey, counts, appVersion }: TabProps) {
  const [asked, setAsked] = useState<string | null>(null)
  const matched = counts.phase === 'ready' ? counts.value.matched : null
  const isLoading = state.phase === 'loading'
  const isWanted = !isLoading && matched !== null && (matched <= MOST_UNASKED || asked === filterKey)
  const { examination, cancel, again } = useExamination(isWanted ? filterKey : null, view.filter)

  function save(report: HealthReport, kind: 'md' | 'json' | 'csv') {
    const isAll = JSON.stringify(view.filter) === JSON.stringify(EVERY_ROW)
    const provenance: HealthProvenance = {
      dataset: state.source?.label ?? 'no name',
      datasetHash: state.datasetHash,
      filter: isAll ? null : filterInWords(view.filter),
      synthetic: state.isSynthetic ? true : state.source?.kind === 'server' ? false : null,
      appVersion,
      createdAt: new Date().toISOString(),
    }
    const [format, type] = {
      md: [formatHealthMarkdown, 'text/markdown'] as const,
      json: [formatHealthJson, 'application/json'] as const,
      csv: [formatHealthCsv, 'text/csv'] as const,
    }[kind]
    saveText(format(report, provenance), `dataset-health.${kind}`, type)
  }

  if (counts.phase === 'failed') return null
  if (isLoading)
    return (
      <Notice tone="info" title="The rows are examined once all of them are loaded">
        {formatCount(state.rows)} rows are here so far. Duplicates can be told only when no more come: wait, or cancel
        the loading to examine what is here.
      </Notice>
    )
  if (matched !== null && !isWanted)
    return (
      <Notice
        tone="info"
        title={`Examine ${formatCount(matched)} rows?`}
        actions={
          <Button variant="primary" onClick={() => setAsked(filterKey)}>
            <Play aria-hidden /> Examine them
          </Button>
        }
      >
        Every text of these rows is read once. This takes some minutes at worst, and can be cancelled.
      </Notice>
    )

  switch (examination.phase) {
    case 'waiting':
    case 'running': {
      const { rows, rowsTotal } = examination.phase === 'running' ? examination : { rows: 0, rowsTotal: null }
      return (
        <div className="flex max-w-md flex-col gap-2" role="status">
          <p>
            Examining {formatCount(rows)} of {formatCount(rowsTotal ?? matched)} rows …
          </p>
          <Progress label="Rows examined" share={rowsTotal ? rows / rowsTotal : null} />
          <Button size="small" className="self-start" onClick={cancel}>
            Cancel
          </Button>
        </div>
      )
    }
    case 'cancelled':
      return (
        <Notice
          tone="info"
          title={`Cancelled after ${formatCount(examination.rows)} rows`}
          actions={<Button onClick={again}>Examine again</Button>}
        >
          Checks of a part of the rows would say too little, so there are none.
        </Notice>
      )
    case 'failed':
      return (
        <Notice
          tone="fault"
          title="The rows could not be examined"
          details={examination.error.stack}
          actions={<Button onClick={again}>Try again</Button>}
        >
          {examination.error.message}
        </Notice>
      )
    case 'ready': {
      const { report, examiner } = examination
      return (
        <section className="rounded-md border" aria-label="Dataset health">
          <header className="flex items-start gap-2 border-b px-3 py-2">
            <div className="min-w-0 flex-1">
              <h2 className="text-read font-semibold">Dataset health</h2>
              <p className="text-ink-soft">{summarise(report)}</p>
            </div>
            <Menu
              trigger={
                <Button variant="quiet" size="icon-small" aria-label="Download the report" title="Download">
                  <Download aria-hidden />
                </Button>
              }
              label="Download the report"
              items={[
                { label: 'Markdown', onSelect: () => save(report, 'md') },
                { label: 'JSON', onSelect: () => save(report, 'json') },
                { label: 'CSV', onSelect: () => save(report, 'csv') },
              ]}
            />
          </header>
          <HealthList outcomes={report.outcomes} hashesOf={(key) => examiner.hashesOf(key)} view={view} />
          <HowComputed>
            <p>
              All rows under the filter, copies included, are read once in load order, and every check looks at the same
              rows; nothing is sampled. Counts are exact for what each check says. Texts are compared across rows by
              fingerprints of 64 bits: among 1.3 million different texts the chance that any two share one is below 1 in
              10 million.
            </p>
            <p>
              Intervals are Wilson’s at 95 % and take rows as independent draws. Other shares have none: they are of
              these very rows. The same checks run on the command line: <code>alignx health FILE</code>.
            </p>
          </HowComputed>
        </section>
      )
    }
  }
}

function summarise({ rows, outcomes }: HealthReport): string {
  const found = outcomes.filter(({ state }) => state === 'found').length
  const unknown = outcomes.filter(({ state }) => state === 'undefined').length
  return `${found} of ${outcomes.length} checks found something in ${formatCount(rows)} rows${
    unknown > 0 ? `, ${unknown} cannot be computed` : ''
  }.`
}
