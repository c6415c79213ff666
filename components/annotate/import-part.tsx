'use client'
import { type FormEvent, useState } from 'react'
import {
  IMPORT_FORMATS,
  type ImportAnnotations,
  type ImportAnnotationsReport,
} from '@/lib/core/annotation/import-request'
import { MAX_IMPORT_BYTES } from '@/lib/core/run-limits'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { formatBytes } from '../ui/format'
import { Input, Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { readProject } from './annotate-client'
import { ImportReport } from './import-report'
import type { ProjectTabProps } from './project-view'
import { importAnnotations } from './results-client'
import { Section } from './section'

const FORMAT_LABELS: Record<(typeof IMPORT_FORMATS)[number], string> = {
  jsonl: 'JSONL as exported here',
  argilla: 'Argilla, records.to_list()',
  'label-studio': 'Label Studio, JSON export',
}

/** A file of annotations: first what it would do, then doing it. */
export function ImportPart({ who, project, onProject }: ProjectTabProps) {
  const [file, setFile] = useState<ImportAnnotations | null>(null)
  const [report, setReport] = useState<ImportAnnotationsReport | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function send(wanted: ImportAnnotations) {
    setIsBusy(true)
    setProblem(null)
    try {
      setReport(await importAnnotations(who, project.id, wanted))
      setFile(wanted)
      if (!wanted.dryRun) onProject(await readProject(who, project.id, new AbortController().signal))
    } catch (cause) {
      setReport(null)
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
    setIsBusy(false)
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = form.get('file')
    const format = IMPORT_FORMATS.find((one) => one === form.get('format'))
    if (!(chosen instanceof File) || !format) return
    if (chosen.size > MAX_IMPORT_BYTES) {
      setProblem(
        `${chosen.name} has ${formatBytes(chosen.size)}; at most ${formatBytes(MAX_IMPORT_BYTES)} go at once. Split it.`,
      )
      return
    }
    const names = project.questions.flatMap(({ key }) => {
      const theirs = String(form.get(`name-${key}`) ?? '').trim()
      return theirs === '' || theirs === key ? [] : [[theirs, key] as const]
    })
    const text = await chosen.text()
    await send({
      format,
      name: chosen.name.slice(0, 120),
      text,
      dryRun: true,
      questions: Object.fromEntries(names),
      annotators: {},
    })
  }

  return (
    <Section
      title="Import"
      note="Rows are found by their content hash, or by post and responses. All or nothing: a file with faults changes nothing."
    >
      <form onSubmit={submit} className="flex flex-col gap-3 rounded-md border p-3">
        <div className="grid gap-3 min-[560px]:grid-cols-2">
          <Field label="Format" htmlFor="import-format">
            <Select id="import-format" name="format">
              {IMPORT_FORMATS.map((format) => (
                <option key={format} value={format}>
                  {FORMAT_LABELS[format]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="File" htmlFor="import-file">
            <Input
              id="import-file"
              name="file"
              type="file"
              required
              accept=".jsonl,.json,.ndjson"
              className="h-auto py-1"
            />
          </Field>
        </div>
        <details>
          <summary className="min-h-7 w-fit content-center text-ink-soft">The file names questions otherwise</summary>
          <div className="mt-1 grid gap-2 min-[560px]:grid-cols-2">
            {project.questions.map(({ key, title }) => (
              <Field key={key} label={title} htmlFor={`import-${key}`}>
                <Input
                  id={`import-${key}`}
                  name={`name-${key}`}
                  placeholder={key}
                  maxLength={200}
                  className="font-mono"
                />
              </Field>
            ))}
          </div>
        </details>
        <Button type="submit" disabled={isBusy} className="self-start">
          {isBusy ? 'Reading…' : 'See what it would do'}
        </Button>
      </form>
      {problem && (
        <Notice tone="fault" title="The file was not imported">
          {problem}
        </Notice>
      )}
      {report && file && (
        <ImportReport
          key={`${report.dryRun} ${report.name}`}
          who={who}
          report={report}
          isBusy={isBusy}
          onImport={(annotators) => void send({ ...file, annotators, dryRun: false })}
        />
      )}
    </Section>
  )
}
