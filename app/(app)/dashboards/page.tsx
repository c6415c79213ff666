import type { Metadata } from 'next'
import { DashboardsScreen } from '@/components/dashboards/dashboards-screen'
import { PageBar } from '@/components/frame/page-bar'
import { listShares } from '@/lib/store'

export const metadata: Metadata = { title: 'Dashboards' }

export default async function DashboardsPage() {
  return (
    <>
      <PageBar title="Dashboards" />
      <DashboardsScreen shares={await listShares()} />
    </>
  )
}
