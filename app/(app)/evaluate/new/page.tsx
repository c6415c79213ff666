import type { Metadata } from 'next'
import { NewRunScreen } from '@/components/evaluate/new-run-screen'
import { PageBar } from '@/components/frame/page-bar'
import { listBackends } from '@/lib/store'
import { listSources } from '../../explore/list-sources'

export const metadata: Metadata = { title: 'New run' }

export default async function NewRunPage() {
  const [backends, sources] = await Promise.all([listBackends(), listSources()])
  return (
    <>
      <PageBar title="New run" />
      <NewRunScreen backends={backends} firstSource={sources[0]?.id ?? null} />
    </>
  )
}
