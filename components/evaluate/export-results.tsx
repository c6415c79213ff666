'use client'
import { Download } from 'lucide-react'
import { ROLES } from '@/lib/core/run'
import type { RunReport } from '@/lib/core/run-report'
import { Button } from '../ui/button'
import { Menu, MenuItem, MenuLabel } from '../ui/menu'

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
    >
      <MenuLabel>JSONL as the published scripts write it</MenuLabel>
      {roles.map((role) => (
        <MenuItem key={role} onSelect={() => window.location.assign(`/api/v1/runs/${run.id}/export?role=${role}`)}>
          {role}.jsonl
        </MenuItem>
      ))}
    </Menu>
  )
}
