'use client'
import { useState } from 'react'
import type { DatasetDisagreement } from '@/lib/core/annotation/dataset-report'
import { HowComputed } from '../charts/how-computed'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { AgreementHow } from './agreement-how'
import { DataTable, type TableColumn } from './data-table'
import { LoadFailed } from './load-failed'
import { type AgreementLine, nameOfPart, prepareAgreement, titleOf } from './prepare-agreement'
import type { ProjectTabProps } from './project-view'
import { readAgreement, readProgress } from './results-client'
import { Section } from './section'
import { StatisticCell } from './statistic-cell'

/** How far annotators agree, with each other and with the dataset. */
export default function AgreementTab({ who, project, view, setView }: ProjectTabProps) {
  const [version, setVersion] = useState(0)
  const pair = view.pair
  const load = useLoad(`${project.id} ${pair?.join()} ${version}`, (signal) =>
    readAgreement(who, project.id, pair, signal),
  )
  const people = useLoad(`people ${project.id}`, (signal) => readProgress(who, project.id, signal))
  const names = people.value?.annotators ?? []
  const report = load.value
  const prepared = report && prepareAgreement(report, project.questions)

  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end gap-3">
        <PersonChoice
          label="Between"
          names={names}
          value={pair?.[0] ?? ''}
          onChange={(id) => setView({ pair: pairOf(id, pair?.[1] ?? names.find((other) => other.id !== id)?.id) })}
        />
        {pair && (
          <PersonChoice
            label="and"
            names={names.filter(({ id }) => id !== pair[0])}
            value={pair[1]}
            onChange={(id) => setView({ pair: pairOf(pair[0], id) })}
          />
        )}
        {report && (
          <p className="pb-1.5 text-ink-soft">
            {formatCount(report.annotations)} annotations of {formatCount(report.items)} items, work and gold, before
            any decision
          </p>
        )}
      </div>
      {load.phase === 'failed' && (
        <LoadFailed
          title="The agreement could not be computed"
          error={load.error}
          onRetry={() => setVersion(version + 1)}
        />
      )}
      {load.phase === 'loading' && report !== null && <p className="text-meta text-ink-faint">Computing…</p>}
      {prepared === null ? (
        load.phase === 'loading' && <Skeleton className="h-64 w-full" />
      ) : report?.annotations === 0 ? (
        <Notice tone="info" title="Nothing to compare yet">
          Agreement needs items with two annotations. Give a queue an overlap of 2 or more.
        </Notice>
      ) : (
        <>
          <Section title="By question">
            <DataTable
              label="Agreement by question"
              columns={columnsOf('Question', ({ question }) => question, 'by part only')}
              rows={prepared.questions}
              keyOf={({ key }) => key}
              minWidth={980}
            />
          </Section>
          {prepared.parts.length > 0 && (
            <Section
              title="By dimension and flag"
              note={
                prepared.unanswered > 0 &&
                `${formatCount(prepared.unanswered)} parts that nobody answered are not in the table.`
              }
            >
              <DataTable
                label="Agreement by dimension and flag"
                columns={columnsOf('Dimension or flag', ({ part }) => part ?? '', '')}
                rows={prepared.parts}
                keyOf={({ key }) => key}
                minWidth={980}
              />
            </Section>
          )}
          <Section
            title="Disagreement with the dataset"
            note="How often annotators say otherwise than the dataset. Ties and not sure are counted apart."
          >
            {report?.dataset.length === 0 ? (
              <p className="text-ink-soft">No question of this project is about what the dataset says.</p>
            ) : (
              <DataTable
                label="Disagreement with the dataset"
                columns={datasetColumns((key) => titleOf(project.questions, key))}
                rows={report?.dataset ?? []}
                keyOf={({ question, dimension }) => `${question} ${dimension}`}
                minWidth={720}
              />
            )}
          </Section>
          <div className="rounded-md border [&>details]:border-t-0">
            <HowComputed>
              <AgreementHow seed={report?.seed ?? 1} />
            </HowComputed>
          </div>
        </>
      )}
    </div>
  )
}

function pairOf(first: string, second: string | undefined): readonly [string, string] | null {
  return first === '' || second === undefined || first === second ? null : [first, second]
}

interface PersonChoiceProps {
  readonly label: string
  readonly names: readonly { readonly id: string; readonly name: string }[]
  readonly value: string
  readonly onChange: (id: string) => void
}

function PersonChoice({ label, names, value, onChange }: PersonChoiceProps) {
  const id = `agreement-${label.toLowerCase()}`
  return (
    <Field label={label} htmlFor={id}>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)} className="w-44">
        {label === 'Between' && <option value="">everyone</option>}
        {names.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function columnsOf(
  head: string,
  nameOf: (line: AgreementLine) => string,
  cohenOfWhole: string,
): readonly TableColumn<AgreementLine>[] {
  return [
    { key: 'name', label: head, cell: nameOf, sortBy: nameOf },
    {
      key: 'items',
      label: 'Items',
      hint: 'Items with two answers or more, of those with any',
      align: 'right',
      cell: ({ agreement }) => `${formatCount(agreement.pairedItems)} of ${formatCount(agreement.items)}`,
      sortBy: ({ agreement }) => agreement.pairedItems,
    },
    statistic('percent', 'Same answer', 'Share of pairs of answers that are equal', true, ''),
    statistic('cohen', 'Cohen κ', 'Two people, corrected for chance', false, cohenOfWhole),
    statistic('fleiss', 'Fleiss κ', 'As many answers for each item, corrected for chance', false, cohenOfWhole),
    statistic(
      'alphaNominal',
      'α nominal',
      'Krippendorff: any people, gaps allowed, all differences count alike',
      false,
      '',
    ),
    statistic('alphaOrdinal', 'α ordinal', 'Krippendorff: larger differences count more', false, 'no order'),
  ]
}

type StatisticKey = 'percent' | 'cohen' | 'fleiss' | 'alphaNominal' | 'alphaOrdinal'

function statistic(
  key: StatisticKey,
  label: string,
  hint: string,
  isShare: boolean,
  meaningless: string,
): TableColumn<AgreementLine> {
  return {
    key,
    label,
    hint,
    align: 'right',
    cell: ({ agreement }) => <StatisticCell statistic={agreement[key]} isShare={isShare} meaningless={meaningless} />,
    sortBy: ({ agreement }) => agreement[key]?.value ?? null,
  }
}

function datasetColumns(nameOfQuestion: (key: string) => string): readonly TableColumn<DatasetDisagreement>[] {
  const nameOf = ({ dimension, question }: DatasetDisagreement) =>
    dimension === null ? nameOfQuestion(question) : nameOfPart(dimension)
  return [
    { key: 'name', label: 'About', cell: nameOf, sortBy: nameOf },
    {
      key: 'question',
      label: 'Question',
      cell: ({ question }) => <span className="text-ink-soft">{nameOfQuestion(question)}</span>,
      sortBy: ({ question }) => nameOfQuestion(question),
    },
    number('items', 'Items', (line) => line.items),
    number('judged', 'Judged', (line) => line.judged),
    number('disagreed', 'Disagreed', (line) => line.disagreed),
    {
      key: 'share',
      label: 'Disagreement',
      align: 'right',
      cell: ({ share }) => <StatisticCell statistic={share} isShare meaningless="" />,
      sortBy: ({ share }) => share.value,
    },
    number('unsure', 'Unsure or tie', (line) => line.unsure),
  ]
}

function number(
  key: string,
  label: string,
  readOf: (line: DatasetDisagreement) => number,
): TableColumn<DatasetDisagreement> {
  return { key, label, align: 'right', cell: (line) => formatCount(readOf(line)), sortBy: readOf }
}
