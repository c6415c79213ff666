import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import type { LiveTrouble } from './use-live-run'

/** Says why a run cannot be followed, whether it goes on, and what to do. */
export function LiveTroubleNotice({ trouble, onReload }: { trouble: LiveTrouble; onReload: () => void }) {
  switch (trouble.kind) {
    case 'disconnected':
      return (
        <Notice tone="warn" title="The connection to this run is broken">
          The numbers below may be old. The run goes on if the server does; this page connects again every few seconds.
          Check that the server is running.
        </Notice>
      )
    case 'unread':
      return (
        <Notice
          tone="fault"
          title="The newest numbers could not be read"
          actions={
            <Button size="small" onClick={onReload}>
              Read them again
            </Button>
          }
        >
          {trouble.reason} The numbers below are older than the progress.
        </Notice>
      )
    case 'deleted':
      return (
        <Notice tone="fault" title="This run was deleted">
          Nothing more is scored. The numbers below are the last that were read and are kept nowhere; go back to the
          list of runs.
        </Notice>
      )
  }
}
