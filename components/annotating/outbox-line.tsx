'use client'
import { CloudOff, CloudUpload } from 'lucide-react'
import { Badge } from '../ui/badge'
import { describeWaiting } from './describe-desk'
import type { DeskSnapshot } from './desk-snapshot'

/** What waits to be sent, in words; nothing when nothing does. */
export function OutboxLine({ snapshot }: { snapshot: DeskSnapshot }) {
  const { entries, waitsFor } = snapshot
  const words = describeWaiting(entries, waitsFor)
  return (
    <p role="status" className="min-w-0">
      {words && waitsFor !== null && (
        <Badge tone="warn" title={`${waitsFor} What you submit is kept in this browser and sent once.`}>
          <CloudOff aria-hidden /> {words}
        </Badge>
      )}
      {words && waitsFor === null && (
        <span className="sr-only">
          <CloudUpload aria-hidden /> {words}
        </span>
      )}
    </p>
  )
}
