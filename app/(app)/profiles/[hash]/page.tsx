import type { Metadata } from 'next'
import { ProfileScreen } from '@/components/profiles/profile-screen'
import { listSources } from '../../explore/list-sources'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage({ params }: { params: Promise<{ readonly hash: string }> }) {
  const [{ hash }, sources] = await Promise.all([params, listSources()])
  return <ProfileScreen hash={hash} sources={sources} />
}
