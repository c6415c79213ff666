import type { Metadata } from 'next'
import { VectorsScreen } from '@/components/vectors/vectors-screen'
import packageJson from '@/package.json'
import { listSources } from '../explore/list-sources'

export const metadata: Metadata = { title: 'Vectors' }

export default async function VectorsPage() {
  return <VectorsScreen sources={await listSources()} appVersion={packageJson.version} />
}
