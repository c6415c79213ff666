'use client'
import { type ReactNode, useState } from 'react'
import type { ParsedView } from '@/lib/core/view'
import { useDataset } from '@/lib/dataset'
import { CopyButton } from '../ui/copy-button'
import { Dialog } from '../ui/dialog'
import { Menu } from '../ui/menu'
import { Notice } from '../ui/notice'
import { type CopyKind, prepareCopy } from './prepare-copy'

interface CopyAsProps {
  readonly view: ParsedView
  readonly children: ReactNode
}

const TITLES: Record<CopyKind, string> = {
  sql: 'This view as SQL',
  python: 'This view as Python',
  url: 'Link to this view',
}

/** The view as code that gives the same rows elsewhere. */
export function CopyAs({ view, children }: CopyAsProps) {
  const [kind, setKind] = useState<CopyKind | null>(null)
  const state = useDataset()
  const copy =
    kind === null ? null : prepareCopy(kind, view, state, `${window.location.origin}${window.location.pathname}`)
  return (
    <>
      <Menu
        trigger={children}
        label="Copy this view as"
        items={[
          { label: 'SQL for DuckDB', onSelect: () => setKind('sql') },
          { label: 'Python', onSelect: () => setKind('python') },
          { label: 'Link', onSelect: () => setKind('url') },
        ]}
      />
      <Dialog
        open={kind !== null}
        onOpenChange={(open) => !open && setKind(null)}
        title={kind === null ? '' : TITLES[kind]}
        description={
          kind === 'url' ? undefined : 'Over the published Parquet columns: the same rows in the same order.'
        }
      >
        {copy?.ok && (
          <>
            {copy.warning && (
              <Notice tone="warn" title="The code can give other rows than the table" className="mb-2">
                {copy.warning}
              </Notice>
            )}
            <CopyButton text={copy.text} label="Copy" />
            <pre className="mt-2 overflow-auto whitespace-pre-wrap rounded-md border bg-raised p-3 font-mono text-meta [overflow-wrap:anywhere]">
              {copy.text}
            </pre>
            {copy.hint && <p className="mt-2 text-ink-soft">{copy.hint}</p>}
          </>
        )}
        {copy?.ok === false && (
          <Notice tone="warn" title="This view cannot be written as code">
            {copy.reason}
          </Notice>
        )}
      </Dialog>
    </>
  )
}
