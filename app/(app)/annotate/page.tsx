import type { Metadata } from 'next'
import { ProjectsScreen } from '@/components/annotate/projects-screen'
import { listProjects, readProjectProgress } from '@/lib/store'

export const metadata: Metadata = { title: 'Annotate' }

export default async function AnnotatePage() {
  const projects = await listProjects()
  return (
    <ProjectsScreen
      projects={
        await Promise.all(
          projects.map(async (project) => ({ project, progress: await readProjectProgress(project.id) })),
        )
      }
    />
  )
}
