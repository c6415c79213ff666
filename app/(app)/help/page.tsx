import type { Metadata } from 'next'
import { PageBar } from '@/components/frame/page-bar'
import { HelpScreen } from '@/components/help/help-screen'

export const metadata: Metadata = { title: 'Help' }

export default function HelpPage() {
  return (
    <>
      <PageBar title="Help" />
      <HelpScreen />
    </>
  )
}
