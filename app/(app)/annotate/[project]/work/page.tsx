import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { WorkScreen } from '@/components/annotating/work-screen'
import { readProject, StoreError } from '@/lib/store'

interface WorkPageProps {
  readonly params: Promise<{ readonly project: string }>
}

export async function generateMetadata({ params }: WorkPageProps): Promise<Metadata> {
  return { title: (await readProjectOrNotFound((await params).project)).name }
}

export default async function WorkPage({ params }: WorkPageProps) {
  return <WorkScreen project={await readProjectOrNotFound((await params).project)} />
}

async function readProjectOrNotFound(id: string) {
  try {
    return await readProject(id)
  } catch (error) {
    if (error instanceof StoreError && error.facts.status === 404) notFound()
    throw error
  }
}
