'use client'
import { BookOpen, Keyboard, ListChecks } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { formatCount, formatDuration } from '../ui/format'
import { Progress } from '../ui/progress'
import { useLoad } from '../ui/use-load'
import { readDeskProgress } from './desk-requests'
import type { DeskSnapshot } from './desk-snapshot'
import { OutboxLine } from './outbox-line'

interface DeskBarProps {
  readonly who: string
  readonly projectId: string
  readonly snapshot: DeskSnapshot
  readonly isNewGuidelines: boolean
  readonly onPanel: (panel: string) => void
  readonly switcher: ReactNode
}

/** How far one is, what waits to be sent, and the panels. */
export function DeskBar({ who, projectId, snapshot, isNewGuidelines, onPanel, switcher }: DeskBarProps) {
  const { taken } = snapshot
  const load = useLoad(`${projectId} ${taken}`, (signal) => readDeskProgress(who, projectId, signal))
  const progress = load.value
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1">
      {progress ? (
        <div className="flex min-w-0 items-center gap-2" title={describeProject(progress)}>
          <p className="whitespace-nowrap">
            <span className="font-medium">{formatCount(progress.done)}</span>
            {progress.share === null ? ' done' : ` of ${formatCount(progress.share)} done`}
            {progress.skipped > 0 && <span className="text-ink-soft">, {formatCount(progress.skipped)} skipped</span>}
          </p>
          {progress.project.wanted > 0 && (
            <Progress
              share={
                progress.share === null
                  ? progress.project.done / progress.project.wanted
                  : progress.done / Math.max(1, progress.share)
              }
              label={progress.share === null ? 'Answers of the whole project' : 'My share'}
              className="w-24 max-[720px]:w-14"
            />
          )}
          <p className="whitespace-nowrap text-meta text-ink-faint max-[1023px]:hidden">{describeProject(progress)}</p>
          {progress.share === null && progress.project.wanted > 0 && (
            <p className="whitespace-nowrap text-meta text-ink-faint min-[1024px]:hidden">
              {formatCount(progress.project.done)} of {formatCount(progress.project.wanted)} in all
            </p>
          )}
        </div>
      ) : (
        <p className="text-ink-faint">{load.phase === 'failed' ? 'Progress unknown' : ' '}</p>
      )}
      <OutboxLine snapshot={snapshot} />
      <div className="ml-auto flex items-center">
        {switcher}
        <BarButton
          name="Guidelines"
          icon={<BookOpen aria-hidden />}
          onPress={() => onPanel('guidelines')}
          isNew={isNewGuidelines}
        />
        <BarButton name="My items" icon={<ListChecks aria-hidden />} onPress={() => onPanel('items')} />
        <BarButton name="Keys" icon={<Keyboard aria-hidden />} onPress={() => onPanel('keys')} />
      </div>
    </div>
  )
}

function describeProject({
  project,
  medianMs,
}: {
  readonly project: { done: number; wanted: number }
  readonly medianMs: number | null
}): string {
  const all = `project ${formatCount(project.done)} of ${formatCount(project.wanted)} answers`
  return medianMs === null ? all : `${all} · your median ${formatDuration(medianMs)} an item`
}

interface BarButtonProps {
  readonly name: string
  readonly icon: ReactNode
  readonly onPress: () => void
  readonly isNew?: boolean
}

function BarButton({ name, icon, onPress, isNew }: BarButtonProps) {
  return (
    <Button
      variant="quiet"
      onClick={onPress}
      aria-label={isNew ? `${name}, new version` : name}
      className="relative h-9 max-[720px]:h-10 max-[720px]:min-w-10"
    >
      {icon}
      <span aria-hidden className="max-[720px]:hidden">
        {name}
      </span>
      {isNew && <span aria-hidden className="absolute top-1.5 right-1 size-2 rounded-full bg-signal" />}
    </Button>
  )
}
