import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { SharedDashboard } from '@/components/dashboards/shared-dashboard'
import { readShare, StoreError } from '@/lib/store'

interface SharedPageProps {
  readonly params: Promise<{ readonly token: string }>
}

export async function generateMetadata({ params }: SharedPageProps): Promise<Metadata> {
  return { title: (await readShareOrNotFound((await params).token)).title, referrer: 'no-referrer' }
}

export default async function SharedPage({ params }: SharedPageProps) {
  return <SharedDashboard share={await readShareOrNotFound((await params).token)} />
}

const readShareOrNotFound = cache(async (token: string) => {
  try {
    return await readShare(token)
  } catch (error) {
    if (error instanceof StoreError && error.facts.code === 'share-gone') notFound()
    throw error
  }
})
