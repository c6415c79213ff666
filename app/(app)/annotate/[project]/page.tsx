import type { Metadata } from 'next'
import { ProjectScreen } from '@/components/annotate/project-screen'
import { listSources } from '../../explore/list-sources'
import { readProjectOrNotFound } from './read-project-or-not-found'

interface ProjectPageProps {
  readonly params: Promise<{ readonly project: string }>
}

export async function generateMetadata({ params }: ProjectPageProps): Promise<Metadata> {
  return { title: (await readProjectOrNotFound((await params).project)).name }
}

export default async function ProjectPage({ params }: ProjectPageProps) {
  const [project, sources] = await Promise.all([readProjectOrNotFound((await params).project), listSources()])
  return <ProjectScreen key={project.id} project={project} firstSource={sources[0]?.id ?? null} />
}
