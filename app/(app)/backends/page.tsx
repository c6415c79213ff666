import type { Metadata } from 'next'
import { BackendsScreen } from '@/components/backends/backends-screen'
import { PageBar } from '@/components/frame/page-bar'
import { listBackends } from '@/lib/store'

export const metadata: Metadata = { title: 'Backends' }

export default async function BackendsPage() {
  const backends = await listBackends()
  return (
    <>
      <PageBar title="Backends" />
      <BackendsScreen initial={backends} />
    </>
  )
}
