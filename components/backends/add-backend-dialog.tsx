'use client'
import { type Backend, backendSchema } from '@/lib/core/backend'
import { Dialog } from '../ui/dialog'
import { requestJson } from '../ui/request'
import { BackendForm } from './backend-form'

interface AddBackendDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onAdded: (backend: Backend) => void
}

/** Adds a server. It is probed at once and kept whatever the probe says, so that it can be started and probed again. */
export function AddBackendDialog({ open, onOpenChange, onAdded }: AddBackendDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a backend"
      description="This server asks it from here; your browser never does."
    >
      <BackendForm
        onSave={async (backend) => {
          onAdded(await requestJson(backendSchema, '/api/v1/backends', { method: 'POST', body: backend }))
          onOpenChange(false)
        }}
      />
    </Dialog>
  )
}
