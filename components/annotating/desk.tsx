'use client'
import { type ReactNode, useState } from 'react'
import type { Project } from '@/lib/core/annotation/project'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { endSentence } from './describe-desk'
import { DeskBar } from './desk-bar'
import { DeskEmpty } from './desk-empty'
import { DeskLine } from './desk-line'
import { DeskSkeleton } from './desk-skeleton'
import { taskAtHand } from './desk-state'
import { GuidelinesPanel } from './guidelines-panel'
import { KeysDialog } from './keys-dialog'
import { OwnItemsPanel } from './own-items-panel'
import { RefusedNotice } from './refused-notice'
import { ReviewDesk } from './review-desk'
import { TaskDesk } from './task-desk'
import { useDesk } from './use-desk'
import { useOwnKeys } from './use-keys'
import { useSeenGuidelines } from './use-seen-guidelines'

interface DeskProps {
  readonly who: string
  readonly project: Project
  /** Changes who works here, where the head of the page has no room for that. */
  readonly switcher: ReactNode
}

type Panel = 'guidelines' | 'items' | null

/** The desk of one annotator in one project; needs a `key` of both. */
export function Desk({ who, project, switcher }: DeskProps) {
  const { session, snapshot } = useDesk(who, project)
  const own = useOwnKeys()
  const [panel, setPanel] = useState<Panel>(null)
  const [isKeys, setIsKeys] = useState(false)
  const { seen, markSeen } = useSeenGuidelines(who, project.id)
  const { desk, review, refusal, failure, notice, taken } = snapshot
  const task = taskAtHand(desk)
  const version = desk.guidelineVersion ?? project.guidelines.version
  const hasGuidelines = project.guidelines.text.trim() !== '' || version > project.guidelines.version
  const isNewGuidelines = version > seen && hasGuidelines

  function openPanel(action: string): boolean {
    if (action === 'keys') setIsKeys(true)
    else if (action === 'items') setPanel(panel === 'items' ? null : 'items')
    else if (action === 'guidelines') {
      setPanel(panel === 'guidelines' ? null : 'guidelines')
      markSeen(version)
    } else return false
    return true
  }

  return (
    <>
      <DeskBar
        who={who}
        projectId={project.id}
        snapshot={snapshot}
        isNewGuidelines={isNewGuidelines}
        onPanel={openPanel}
        switcher={switcher}
      />
      <div className="flex max-h-[40vh] shrink-0 flex-col gap-2 overflow-y-auto px-3 not-empty:py-2 not-empty:border-b">
        {refusal && task && <RefusalNotice message={refusal.message} onAgain={() => session.tryAgain()} />}
        {!snapshot.isKept && (
          <Notice tone="warn" title="This browser keeps nothing">
            Answers that are not sent yet last only as long as this page. Allow the site to store data, or keep the page
            open until everything is sent.
          </Notice>
        )}
        {isNewGuidelines && (
          <DeskLine
            tone="info"
            actions={
              <>
                <Button size="small" onClick={() => openPanel('guidelines')}>
                  Read them
                </Button>
                <Button size="small" variant="quiet" onClick={() => markSeen(version)}>
                  Later
                </Button>
              </>
            }
          >
            {seen === 0
              ? 'Read the guidelines before the first item.'
              : `The guidelines have changed: this is version ${version}.`}
          </DeskLine>
        )}
        {snapshot.entries
          .filter((entry) => entry.refusal !== null)
          .map((entry) => (
            <RefusedNotice
              key={entry.place}
              entry={entry}
              onOpen={
                entry.annotatorId === who && entry.projectId === project.id
                  ? () => session.openOrSay(entry.taskId)
                  : null
              }
              onDiscard={() => session.discard(entry)}
            />
          ))}
        {notice && (
          <DeskLine
            tone={notice.tone}
            actions={
              <Button size="small" variant="quiet" onClick={() => session.say(null)}>
                Close
              </Button>
            }
          >
            {notice.text}
          </DeskLine>
        )}
      </div>
      <p role="status" className="sr-only">
        {taken > 0 && `${taken === 1 ? '1 item' : `${taken} items`} done since this page was opened`}
      </p>
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">{renderDesk()}</div>
        {panel === 'guidelines' && (
          <GuidelinesPanel who={who} projectId={project.id} version={version} onClose={() => setPanel(null)} />
        )}
        {panel === 'items' && (
          <OwnItemsPanel
            who={who}
            projectId={project.id}
            version={taken}
            currentId={task?.id ?? null}
            onOpen={(id) => session.openOrSay(id)}
            onClose={() => setPanel(null)}
          />
        )}
      </div>
      <KeysDialog open={isKeys} onOpenChange={setIsKeys} own={own} />
    </>
  )

  function renderDesk() {
    if (review)
      return (
        <ReviewDesk key={review.task.id} review={review} {...{ project, session, snapshot, own, onPanel: openPanel }} />
      )
    if (task)
      return (
        <TaskDesk
          key={snapshot.formId}
          task={task}
          reason={desk.opened?.reason ?? null}
          {...{ project, session, snapshot, own, onPanel: openPanel }}
        />
      )
    if (refusal)
      return (
        <div className="p-4">
          <RefusalNotice message={refusal.message} onAgain={() => session.tryAgain()} />
        </div>
      )
    const isMore = snapshot.waitsFor === null && (snapshot.isSending || (snapshot.isTaking && taken > 0))
    if (isMore) return <DeskSkeleton />
    if (desk.tasks === null)
      return failure === null ? (
        <DeskSkeleton />
      ) : (
        <div className="p-4">
          <Notice
            tone="fault"
            title="No items could be fetched"
            actions={
              <Button size="small" onClick={() => session.tryAgain()}>
                Try again
              </Button>
            }
          >
            {endSentence(failure)} It is tried again by itself.
          </Notice>
        </div>
      )
    return <DeskEmpty {...{ who, project, session, snapshot, own, onPanel: openPanel }} />
  }
}

function RefusalNotice({ message, onAgain }: { message: string; onAgain: () => void }) {
  return (
    <Notice
      tone="fault"
      title="The server takes nothing from you here now"
      actions={
        <Button size="small" onClick={onAgain}>
          Try again
        </Button>
      }
    >
      {endSentence(message)} What you typed and submitted is kept in this browser.
    </Notice>
  )
}
