import type { Metadata } from 'next'
import { NewProjectScreen } from '@/components/annotate/new-project-screen'

export const metadata: Metadata = { title: 'New project' }

export default function NewProjectPage() {
  return <NewProjectScreen />
}
