'use client'
import { ExportPart } from './export-part'
import { ImportPart } from './import-part'
import type { ProjectTabProps } from './project-view'

/** What goes out of a project and what comes in: exports with their manifest, and imports with a dry run. */
export default function FilesTab(props: ProjectTabProps) {
  return (
    <div className="grid gap-8 min-[1200px]:grid-cols-2">
      <ExportPart {...props} />
      {props.isAdmin && <ImportPart {...props} />}
    </div>
  )
}
