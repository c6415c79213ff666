import type { Metadata } from 'next'
import { ProfilesScreen } from '@/components/profiles/profiles-screen'
import { listSources } from '../explore/list-sources'

export const metadata: Metadata = { title: 'Profiles' }

export default async function ProfilesPage() {
  return <ProfilesScreen sources={await listSources()} />
}
