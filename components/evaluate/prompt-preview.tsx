'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { ROLES } from '@/lib/core/conditions'
import type { PromptPreview as Preview } from '@/lib/core/prompt-preview'
import type { Role } from '@/lib/core/run'
import type { RunReport } from '@/lib/core/run-report'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { formatCount } from '../ui/format'
import { Notice } from '../ui/notice'
import { requestJson } from '../ui/request'
import { Segmented } from '../ui/segmented'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { PromptText } from './prompt-text'

const ROLE_LABELS: Record<Role, string> = {
  policy: 'Policy',
  reference: 'Reference',
  'control-policy': 'Control, policy',
  'control-reference': 'Control, reference',
}

/** The exact prompts of a run, part by part, with what the token limit cuts. */
export function PromptPreview({ run }: { run: RunReport }) {
  const [idx, setIdx] = useState(0)
  const [role, setRole] = useState<Role>('policy')
  const roles = run.config?.control ? ROLES : ROLES.slice(0, 2)
  const load = useLoad(run.total === 0 ? null : `${run.id} ${idx} ${role} ${run.total}`, async (signal) => {
    const { promptPreviewSchema } = await import('@/lib/core/prompt-preview')
    return requestJson(promptPreviewSchema, `/api/v1/runs/${run.id}/prompts?idx=${idx}&role=${role}`, { signal })
  })
  const preview = load.value
  return (
    <section className="rounded-md border" aria-labelledby="prompts">
      <header className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
        <h2 id="prompts" className="mr-auto text-read font-semibold">
          Exact prompts
        </h2>
        <Segmented
          label="Whose prompt"
          value={role}
          onChange={setRole}
          options={roles.map((key) => ({ key, label: ROLE_LABELS[key] }))}
        />
        <span className="flex items-center">
          <Button
            variant="quiet"
            size="icon-small"
            disabled={idx === 0}
            onClick={() => setIdx(idx - 1)}
            aria-label="Previous row"
          >
            <ChevronLeft aria-hidden />
          </Button>
          <span className="text-meta text-ink-soft">
            row {formatCount(idx + 1)} of {formatCount(run.total)}
          </span>
          <Button
            variant="quiet"
            size="icon-small"
            disabled={idx + 1 >= run.total}
            onClick={() => setIdx(idx + 1)}
            aria-label="Next row"
          >
            <ChevronRight aria-hidden />
          </Button>
        </span>
      </header>
      {load.phase === 'failed' && (
        <Notice tone="fault" title="The prompt could not be made" className="m-3">
          {load.error.message}
        </Notice>
      )}
      {preview === null ? (
        load.phase === 'loading' && <Skeleton className="m-3 h-40" />
      ) : (
        <PreviewBody preview={preview} />
      )}
    </section>
  )
}

function PreviewBody({ preview }: { preview: Preview }) {
  const { tokens } = preview
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b bg-raised px-3 py-1.5 text-meta text-ink-soft">
        <span>
          Template {preview.template}, version {preview.version}
        </span>
        {tokens ? (
          <span>
            {formatCount(tokens.prompt)} prompt tokens · chosen {formatCount(tokens.chosen)} · rejected{' '}
            {formatCount(tokens.rejected)}
            {tokens.promptCut > 0 && (
              <span className="text-warn"> · {formatCount(tokens.promptCut)} cut from the left</span>
            )}
          </span>
        ) : (
          <span className="text-warn">{preview.tokensProblem}</span>
        )}
        {preview.evidence === 'none' && (
          <span className="text-warn">This row has nothing of what the condition shows.</span>
        )}
        <span className="ml-auto">
          <CopyButton text={preview.text} label="Copy prompt" />
        </span>
      </div>
      <PromptText text={preview.text} parts={preview.parts} cutCharacters={tokens?.cutCharacters ?? 0} />
    </>
  )
}
