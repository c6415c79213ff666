'use client'
import { Download } from 'lucide-react'
import { ROLES } from '@/lib/core/conditions'
import type { RunReport } from '@/lib/core/run-report'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'

/** The scores as eval_data JSONL, one file a role, for the published acc.py and for scripts. */
export function ExportResults({ run }: { run: RunReport }) {
  const roles = run.config?.control ? ROLES : ROLES.slice(0, 2)
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="small">
          <Download aria-hidden /> eval_data
        </Button>
      }
      label="JSONL as the published scripts write it"
      items={roles.map((role) => ({
        label: `${role}.jsonl`,
        onSelect: () => window.location.assign(`/api/v1/runs/${run.id}/export?role=${role}`),
      }))}
    />
  )
}
