'use client'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Notice } from '../ui/notice'
import { endSentence } from './describe-desk'
import type { OutboxEntry } from './outbox'

interface RefusedNoticeProps {
  readonly entry: OutboxEntry
  readonly onOpen: (() => void) | null
  readonly onDiscard: () => void
}

/** A request that the server will never take: why, and its answers, which are lost only when they are given up. */
export function RefusedNotice({ entry, onOpen, onDiscard }: RefusedNoticeProps) {
  const post = entry.prompt.slice(0, 60)
  return (
    <Notice
      tone="fault"
      title={`The server did not take what you did with “${post}${entry.prompt.length > 60 ? '…' : ''}”`}
      actions={
        <>
          {onOpen && (
            <Button size="small" onClick={onOpen}>
              Open the item
            </Button>
          )}
          <CopyButton label="Copy the answers" text={JSON.stringify(entry.answers, null, 2)} />
          <Button size="small" variant="quiet" onClick={onDiscard}>
            Close
          </Button>
        </>
      }
    >
      {endSentence(entry.refusal?.message ?? '')} Your answers are kept.
    </Notice>
  )
}
