'use client'
import { useState } from 'react'
import type { Guideline } from '@/lib/core/annotation/project'
import { GuidelinesText } from '../annotators/guidelines-text'
import { Button } from '../ui/button'
import { Select } from '../ui/input'
import { Notice } from '../ui/notice'
import { Segmented } from '../ui/segmented'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { addGuideline, listGuidelines } from './annotate-client'
import { GuidelinesField } from './guidelines-field'
import { LoadFailed } from './load-failed'
import { prepareLineDiff } from './prepare-line-diff'
import type { ProjectTabProps } from './project-view'
import { Section } from './section'

const MARKS = { same: ' ', added: '+', removed: '−' } as const
const TONES = { same: 'text-ink-soft', added: 'bg-chosen-soft', removed: 'bg-rejected-soft line-through' } as const

/** The guidelines in every version, what changed from one to the next, and the next version. */
export function GuidelineVersions({ who, project, isAdmin, onProject }: ProjectTabProps) {
  const [retries, setRetries] = useState(0)
  const [version, setVersion] = useState<number | null>(null)
  const [mode, setMode] = useState<'text' | 'changes'>('text')
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const newest = project.guidelines.version
  const load = useLoad(`${project.id} ${newest} ${retries}`, (signal) => listGuidelines(who, project.id, signal))
  const all = load.value ?? [project.guidelines]
  const shown = all.find((one) => one.version === (version ?? newest)) ?? project.guidelines
  const earlier = all.find((one) => one.version === shown.version - 1)

  async function publish() {
    if (draft === null) return
    setProblem(null)
    try {
      onProject(await addGuideline(who, project.id, draft))
      setDraft(null)
      setVersion(null)
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }

  return (
    <Section
      title="Guidelines"
      note="Every annotation names the version that it was made under."
      actions={
        isAdmin &&
        draft === null && (
          <Button size="small" onClick={() => setDraft(project.guidelines.text)}>
            New version
          </Button>
        )
      }
    >
      {load.phase === 'failed' && (
        <LoadFailed
          title="Earlier versions could not be read"
          error={load.error}
          onRetry={() => setRetries(retries + 1)}
        />
      )}
      {problem && (
        <Notice tone="fault" title="The version was not published">
          {problem}
        </Notice>
      )}
      {draft === null ? (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Select
              aria-label="Version"
              value={shown.version}
              onChange={(event) => setVersion(Number(event.target.value))}
              className="w-64"
            >
              {all.map((one) => (
                <option key={one.version} value={one.version}>
                  {nameOf(one, newest)}
                </option>
              ))}
            </Select>
            {earlier && (
              <Segmented
                label="Show"
                value={mode}
                onChange={setMode}
                options={[
                  { key: 'text', label: 'Text' },
                  { key: 'changes', label: `Changes since ${earlier.version}` },
                ]}
              />
            )}
          </div>
          <div className="rounded-md border p-3">
            {mode === 'changes' && earlier ? (
              <Changes before={earlier.text} after={shown.text} />
            ) : load.value === null && load.phase === 'loading' ? (
              <Skeleton className="h-40 w-full" />
            ) : (
              <GuidelinesText text={shown.text} />
            )}
          </div>
        </>
      ) : (
        <>
          <GuidelinesField value={draft} onChange={setDraft} />
          <div className="flex flex-wrap items-center gap-2">
            <Button variant="primary" disabled={draft === project.guidelines.text} onClick={() => void publish()}>
              Publish version {newest + 1}
            </Button>
            <Button onClick={() => setDraft(null)}>Discard</Button>
            <p className="text-meta text-ink-soft">
              Annotators are told at once; their answers so far keep version {newest}.
            </p>
          </div>
        </>
      )}
    </Section>
  )
}

function nameOf({ version, createdAt }: Guideline, newest: number): string {
  return `Version ${version}, ${createdAt.slice(0, 10)}${version === newest ? ' (newest)' : ''}`
}

function Changes({ before, after }: { before: string; after: string }) {
  return (
    <div className="font-mono text-meta leading-normal">
      {prepareLineDiff(before, after).map(({ place, kind, text }) => (
        <div key={place} className={`flex gap-2 px-1 ${TONES[kind]}`}>
          <span aria-hidden>{MARKS[kind]}</span>
          {kind !== 'same' && <span className="sr-only">{kind}:</span>}
          <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>
        </div>
      ))}
    </div>
  )
}
