'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { PUBLISHED_BENCHMARKS } from '@/lib/core/published-results'
import type { RunSummary } from '@/lib/core/run-summary'
import type { Provenance } from '@/lib/core/share'
import { ChartFrame } from '../charts/chart-frame'
import { formatCount, formatShare } from '../ui/format'
import { Select } from '../ui/input'
import { loadPart } from '../ui/load-part'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { AccuracyChart } from './accuracy-chart'
import { ImportReportCard } from './import-report-card'
import {
  chooseInterval,
  closestBenchmark,
  explainMissingInterval,
  prepareLanes,
  preparePublishedLanes,
  summariseAccuracy,
  tabulateLanes,
} from './prepare-accuracy'
import { type MarginBar, prepareMargins, tabulateMargins } from './prepare-margins'
import { ProvenanceCard, provenanceLines } from './provenance-card'
import { PublishedTable } from './published-table'
import { TokenFacts } from './token-facts'

const MarginChart = dynamic(() => loadPart(() => import('./margin-chart')), {
  ssr: false,
  loading: () => <Skeleton className="h-[220px] w-full" />,
})

interface ResultsViewProps {
  readonly summary: RunSummary
  readonly provenance: Provenance
  /** Opens the rows behind a bar; absent on a frozen page. */
  readonly onOpenBar?: (bar: MarginBar) => void
  /** Scores still come in: nothing is missing, only not there yet. */
  readonly isLive?: boolean
}

/** A result with everything that is needed to read it honestly. Draws the same for a live run and a frozen page. */
export function ResultsView({ summary, provenance, onOpenBar, isLive = false }: ResultsViewProps) {
  const [benchmark, setBenchmark] = useState(closestBenchmark(provenance.condition))
  const lanes = prepareLanes(summary)
  const published = preparePublishedLanes(benchmark)
  const bars = prepareMargins(summary.histogram)
  const lines = provenanceLines(provenance)
  const missing = explainMissingInterval(summary.accuracy)
  const column = PUBLISHED_BENCHMARKS.find((candidate) => candidate.key === benchmark)
  return (
    <div className="flex flex-col gap-4">
      <Headline summary={summary} />
      {summary.coverage !== null && summary.coverage < 1 && !isLive && (
        <Notice
          tone="warn"
          title={`Partial: ${formatCount(summary.scored)} of ${formatCount(summary.total)} rows are scored (${formatShare(summary.coverage)})`}
        >
          Every number below is about the scored rows only.
        </Notice>
      )}
      <ChartFrame
        title="Alignment accuracy"
        summary={summariseAccuracy(summary)}
        table={tabulateLanes(lanes)}
        provenance={lines}
        fileName="alignment-accuracy"
        how={
          <>
            <p>
              Share of rows whose chosen response gains more log-probability over the reference than the rejected one.
              The comparison is strict: the {formatCount(summary.accuracy.ties)} ties (margin at most 0.000001) count as
              wrong, as in eval/acc.py; that script itself, without the tie rule, counts{' '}
              {formatCount(summary.accuracy.correctAsPublished)} correct.
            </p>
            <p>
              Whiskers are 95 % intervals: 2,000 seeded redraws of whole posts where posts repeat and that is defined,
              otherwise Wilson. {missing}
            </p>
            <p>
              The control scores the same responses with the persona of another row; the length rules read no text at
              all.
            </p>
          </>
        }
      >
        <AccuracyChart lanes={lanes} label={summariseAccuracy(summary)} />
      </ChartFrame>
      <ChartFrame
        title="Margins"
        summary="How far each row is on the right side (above 0) or the wrong one, in nats. Dotted boxes are ties, counted as wrong; the dashed line is the control."
        table={tabulateMargins(bars)}
        provenance={lines}
        fileName="margins"
        how={
          <p>
            Margin = [log π(chosen) − log ref(chosen)] − [log π(rejected) − log ref(rejected)], sums over response
            tokens and the end token, no length normalisation, without the factor β = 0.1. The outermost bars gather
            what would stretch the axis.
          </p>
        }
      >
        {bars.length === 0 ? (
          <p className="py-10 text-center text-ink-soft">No row has a margin yet.</p>
        ) : (
          <MarginChart bars={bars} onOpen={onOpenBar} />
        )}
        {onOpenBar && bars.length > 0 && (
          <p className="mt-1 text-meta text-ink-faint">
            A bar opens its rows in Explore: click it, or Tab to it and press Enter.
          </p>
        )}
      </ChartFrame>
      {summary.tokens && <TokenFacts tokens={summary.tokens} />}
      <ChartFrame
        title="Published accuracy, another definition of the rows"
        summary={`${column?.benchmark ?? ''}, persona ${column?.persona ?? ''}. Hollow marks: other rows, other models. Not a comparison.`}
        table={tabulateLanes(published)}
        provenance={['Source: AlignX, Table 3']}
        fileName="published-accuracy"
        how={
          <p>
            Values as printed, without intervals: the paper gives none. They stand in a chart of their own because rows,
            prompts, policy and reference differ from the run above.
          </p>
        }
      >
        <label htmlFor="published-benchmark" className="mb-2 flex w-fit items-center gap-2 text-meta text-ink-soft">
          Benchmark
          <Select
            id="published-benchmark"
            value={benchmark}
            onChange={(event) => setBenchmark(event.target.value)}
            className="h-7 w-auto"
          >
            {PUBLISHED_BENCHMARKS.map((option) => (
              <option key={option.key} value={option.key}>
                {option.benchmark} · {option.persona}
              </option>
            ))}
          </Select>
        </label>
        <AccuracyChart lanes={published} label={`Published accuracies on ${column?.benchmark ?? ''}`} />
      </ChartFrame>
      <PublishedTable />
      {provenance.importing && <ImportReportCard report={provenance.importing} />}
      <ProvenanceCard provenance={provenance} />
    </div>
  )
}

function Headline({ summary }: { summary: RunSummary }) {
  const { accuracy, control, effect } = summary
  const interval = chooseInterval(accuracy)
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-line min-[640px]:grid-cols-4">
      <Fact
        name="Alignment accuracy"
        value={formatShare(accuracy.accuracy)}
        note={
          interval
            ? `95 %: ${formatShare(interval.low)} – ${formatShare(interval.high)}, ${interval.name}`
            : 'no interval'
        }
        isMain
      />
      <Fact
        name="Rows scored"
        value={formatCount(summary.scored)}
        note={`of ${formatCount(summary.total)} · coverage ${formatShare(summary.coverage)}`}
      />
      <Fact name="Ties" value={formatCount(accuracy.ties)} note="counted as wrong" />
      <Fact
        name="Above the control"
        value={effect === null ? '–' : formatPoints(effect.difference)}
        note={
          effect === null
            ? 'no control scored'
            : effect.clustered
              ? `95 %: ${formatPoints(effect.clustered.low)} to ${formatPoints(effect.clustered.high)}, paired, by post`
              : `control ${formatShare(control?.accuracy ?? null)}, no interval`
        }
      />
    </dl>
  )
}

/** A difference of shares in percentage points, signed. */
function formatPoints(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${(Math.abs(difference) * 100).toFixed(1)} points`
}

function Fact({ name, value, note, isMain }: { name: string; value: string; note: string; isMain?: boolean }) {
  return (
    <div className="bg-ground p-3">
      <dt className="text-meta text-ink-soft">{name}</dt>
      <dd className={isMain ? 'text-display font-semibold text-signal' : 'text-display font-semibold'}>{value}</dd>
      <dd className="text-meta text-ink-faint">{note}</dd>
    </div>
  )
}
