'use client'
import { GuidelinesText } from '../annotators/guidelines-text'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { readGuidelines } from './desk-requests'
import { SidePanel } from './side-panel'

interface GuidelinesPanelProps {
  readonly who: string
  readonly projectId: string
  /** The newest version that is known of: another one is read anew. */
  readonly version: number
  readonly onClose: () => void
}

/** The newest guidelines, and when they came. */
export function GuidelinesPanel({ who, projectId, version, onClose }: GuidelinesPanelProps) {
  const load = useLoad(`${projectId} ${version}`, (signal) => readGuidelines(who, projectId, signal))
  const newest = load.value?.[0]
  return (
    <SidePanel title="Guidelines" onClose={onClose}>
      {load.phase === 'failed' && (
        <Notice tone="fault" title="The guidelines could not be read">
          {load.error.message}
        </Notice>
      )}
      {load.phase === 'loading' && !newest && <Skeleton className="h-40" />}
      {newest && (
        <>
          <p className="mb-3 text-meta text-ink-faint">
            Version {newest.version}, {new Date(newest.createdAt).toLocaleDateString('en-GB', { dateStyle: 'medium' })}
          </p>
          {newest.text.trim() === '' ? (
            <p className="text-ink-soft">This project has no guidelines yet: the questions are all there is.</p>
          ) : (
            <GuidelinesText text={newest.text} />
          )}
        </>
      )}
    </SidePanel>
  )
}
