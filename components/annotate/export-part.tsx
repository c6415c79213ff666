'use client'
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ExportFormat } from '@/lib/core/annotation/exported'
import type { AnnotationManifest } from '@/lib/core/annotation/manifest'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { formatBytes, formatCount } from '../ui/format'
import { Skeleton } from '../ui/skeleton'
import { Tick } from '../ui/tick'
import { useLoad } from '../ui/use-load'
import { LoadFailed } from './load-failed'
import type { ProjectTabProps } from './project-view'
import { readManifest } from './results-client'
import { Section } from './section'

const FORMATS: readonly { format: ExportFormat; label: string; explanation: string; hasNames: boolean }[] = [
  {
    format: 'jsonl',
    label: 'JSONL',
    explanation: 'A line for each annotation and decision. It can be imported again.',
    hasNames: true,
  },
  { format: 'csv', label: 'CSV', explanation: 'A row for each value of an answer.', hasNames: true },
  {
    format: 'parquet',
    label: 'Parquet',
    explanation: 'The same rows, with the manifest in the file.',
    hasNames: true,
  },
  {
    format: 'alignx',
    label: 'AlignX rows',
    explanation: 'The annotated rows under AlignX’s own column names, with corrected directions, for training.',
    hasNames: false,
  },
]

/** The exports of a project, and what they rest on. */
export function ExportPart({ who, project }: ProjectTabProps) {
  const [withNames, setWithNames] = useState(false)
  const [version, setVersion] = useState(0)
  const load = useLoad(`${project.id} ${version}`, (signal) => readManifest(who, project.id, signal))
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <Section title="Export">
        <Tick label="Names of people beside their ids" isOn={withNames} onChange={setWithNames} />
        <ul className="flex flex-col divide-y rounded-md border">
          {FORMATS.map(({ format, label, explanation, hasNames }) => (
            <li key={format} className="flex flex-wrap items-center gap-3 px-3 py-2">
              <div className="min-w-48 flex-1">
                <p className="font-medium">{label}</p>
                <p className="text-meta text-ink-soft">{explanation}</p>
              </div>
              <Button size="small" asChild>
                <a
                  href={`/api/v1/projects/${project.id}/export?format=${format}${withNames && hasNames ? '&names=true' : ''}`}
                  aria-label={`Download ${label}`}
                  download
                >
                  <Download aria-hidden /> Download
                </a>
              </Button>
            </li>
          ))}
        </ul>
        <p className="text-meta text-ink-soft">
          In AlignX rows a dimension takes what was decided, or what more than half say; without a majority the given
          value stays and the row names it.
        </p>
      </Section>
      <Section
        title="Manifest"
        note="What the exports rest on. The same project gives the same JSONL, byte for byte."
        actions={load.value && <CopyButton text={JSON.stringify(load.value, null, 2)} label="Copy as JSON" />}
      >
        {load.phase === 'failed' && (
          <LoadFailed
            title="The manifest could not be made"
            error={load.error}
            onRetry={() => setVersion(version + 1)}
          />
        )}
        {load.value ? (
          <Manifest manifest={load.value} />
        ) : (
          load.phase === 'loading' && <Skeleton className="h-40 w-full" />
        )}
      </Section>
    </div>
  )
}

function Manifest({
  manifest: { counts, data, guidelines, codeVersion, citation, queues },
}: {
  manifest: AnnotationManifest
}) {
  const facts = [
    ['Items', formatCount(counts.items)],
    ['Annotations', `${formatCount(counts.annotations)} by ${formatCount(counts.annotators)} people`],
    ['Decisions', formatCount(counts.adjudications)],
    ['JSONL', `${formatCount(data.lines)} lines, ${formatBytes(data.bytes)}`],
    ['SHA-256 of the JSONL', data.sha256],
    ['Guidelines', `version ${guidelines.version}, SHA-256 ${guidelines.sha256}`],
    [
      'Queues',
      queues.map((queue) => `${queue.name} (${queue.purpose}, ${formatCount(queue.items)})`).join(', ') || 'none',
    ],
    ['Written by', codeVersion],
    ['Citation', citation],
  ] as const
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-md border p-3">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
