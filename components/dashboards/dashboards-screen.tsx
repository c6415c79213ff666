'use client'
import { ExternalLink, LayoutDashboard } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ShareReport } from '@/lib/core/share'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { Notice } from '../ui/notice'
import { requestNothing } from '../ui/request'
import { SyntheticBadge } from '../ui/synthetic-badge'

/** Every frozen result and its link. A revoked link stays listed and opens nothing. */
export function DashboardsScreen({ shares }: { shares: readonly ShareReport[] }) {
  const [problem, setProblem] = useState<string | null>(null)
  const router = useRouter()

  async function revoke(share: ShareReport) {
    if (!window.confirm(`Revoke the link to "${share.title}"? It cannot be given back.`)) return
    try {
      await requestNothing(`/api/v1/shares/${share.token}`, { method: 'DELETE' })
      setProblem(null)
      router.refresh()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }

  if (shares.length === 0) {
    return (
      <EmptyState
        icon={LayoutDashboard}
        title="Nothing is shared yet"
        action={
          <Button variant="primary" asChild>
            <Link href="/evaluate">Open a run</Link>
          </Button>
        }
      >
        Open a finished run and freeze it: the numbers, their provenance and charts stand behind a link that you can
        revoke.
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      {problem && (
        <Notice tone="fault" title="The link was not revoked" className="mb-4">
          {problem}
        </Notice>
      )}
      <ul className="mx-auto flex max-w-4xl flex-col divide-y rounded-md border">
        {shares.map((share) => (
          <li key={share.token} className="flex flex-wrap items-center gap-2 px-3 py-2.5">
            <div className="min-w-48 flex-1">
              <p className="font-medium">{share.title}</p>
              <p className="text-meta text-ink-faint">
                frozen {formatDay(share.createdAt)}
                {share.expiresAt && ` · ends ${formatDay(share.expiresAt)}`}
              </p>
            </div>
            {share.synthetic && <SyntheticBadge />}
            <ShareState share={share} />
            {stateOf(share) === 'open' && (
              <>
                <CopyButton label="Copy link" text={() => new URL(`/d/${share.token}`, window.location.href).href} />
                <Button variant="quiet" size="small" asChild>
                  <a href={`/d/${share.token}`} target="_blank" rel="noreferrer">
                    <ExternalLink aria-hidden /> Open
                  </a>
                </Button>
                <Button variant="danger" size="small" onClick={() => revoke(share)}>
                  Revoke
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function stateOf(share: ShareReport): 'open' | 'revoked' | 'ended' {
  if (share.revokedAt !== null) return 'revoked'
  return share.expiresAt !== null && Date.parse(share.expiresAt) <= Date.now() ? 'ended' : 'open'
}

function ShareState({ share }: { share: ShareReport }) {
  const state = stateOf(share)
  if (state === 'open') return <Badge tone="signal">anyone with the link</Badge>
  return <Badge>{state === 'revoked' ? `revoked ${formatDay(share.revokedAt ?? '')}` : 'ended'}</Badge>
}

function formatDay(iso: string): string {
  return iso.slice(0, 10)
}
