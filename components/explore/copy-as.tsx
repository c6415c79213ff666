'use client'
import { type ReactNode, useState } from 'react'
import { type CopiedCode, viewAsPython, viewAsSql } from '@/lib/core/published-sql'
import type { ParsedView } from '@/lib/core/view'
import { type DatasetState, useDataset } from '@/lib/dataset'
import { CopyButton } from '../ui/copy-button'
import { Dialog } from '../ui/dialog'
import { Menu, MenuItem, MenuLabel } from '../ui/menu'
import { Notice } from '../ui/notice'

interface CopyAsProps {
  readonly view: ParsedView
  readonly children: ReactNode
}

type Kind = 'sql' | 'python' | 'url'

const TITLES: Record<Kind, string> = {
  sql: 'This view as SQL',
  python: 'This view as Python',
  url: 'Link to this view',
}
const PUBLISHED_COLUMNS = ['direction', 'demographics', 'ugc', 'pairs'] as const

/** The view as code that gives the same rows elsewhere. */
export function CopyAs({ view, children }: CopyAsProps) {
  const [kind, setKind] = useState<Kind | null>(null)
  const state = useDataset()
  const code = kind === null ? null : writeCode(kind, view, state)
  return (
    <>
      <Menu trigger={children}>
        <MenuLabel>Copy this view as</MenuLabel>
        <MenuItem onSelect={() => setKind('sql')}>SQL for DuckDB</MenuItem>
        <MenuItem onSelect={() => setKind('python')}>Python</MenuItem>
        <MenuItem onSelect={() => setKind('url')}>Link</MenuItem>
      </Menu>
      <Dialog
        open={kind !== null}
        onOpenChange={(open) => !open && setKind(null)}
        title={kind === null ? '' : TITLES[kind]}
        description={
          kind === 'url' ? undefined : 'Over the published Parquet columns: the same rows in the same order.'
        }
      >
        {code?.ok ? (
          <>
            <CopyButton text={code.code} label="Copy" />
            <pre className="mt-2 overflow-auto whitespace-pre-wrap rounded-md border bg-raised p-3 font-mono text-meta [overflow-wrap:anywhere]">
              {code.code}
            </pre>
          </>
        ) : (
          <Notice tone="warn" title="This view cannot be written as code">
            {code?.reason}
          </Notice>
        )}
      </Dialog>
    </>
  )
}

function writeCode(kind: Kind, view: ParsedView, state: DatasetState): CopiedCode {
  if (kind === 'url') {
    if (state.source?.kind === 'files')
      return {
        ok: true,
        code: `${window.location.href}\n\n# The rows come from files of this tab (${state.source.label}): open them there too.`,
      }
    return { ok: true, code: window.location.href }
  }
  const files = state.shards.map((shard) => shard.name).filter((name) => name.endsWith('.parquet'))
  if (files.length < state.shards.length)
    return { ok: false, reason: 'Some of the open files are not Parquet: the code reads Parquet files.' }
  const published = { files, columns: PUBLISHED_COLUMNS }
  return kind === 'sql' ? viewAsSql(view, published) : viewAsPython(view, published)
}
