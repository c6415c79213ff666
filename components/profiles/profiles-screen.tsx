'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { DEFAULT_PROFILE_VIEW, profileAddress } from '@/lib/core/profile-view'
import { readHash } from '@/lib/core/view-params'
import type { SourceSummary } from '../dataset/source-summary'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { useLater } from '../ui/use-later'
import { loadPersonLists } from './later-parts'
import { ProfileSkeleton, ProfilesFrame } from './profiles-frame'
import { useProfileView } from './use-profile-view'

/** Where a person is picked: by content hash, or from a list. */
export function ProfilesScreen({ sources }: { sources: readonly SourceSummary[] }) {
  const [view, setView] = useProfileView()
  const lists = useLater(loadPersonLists, true)
  return (
    <ProfilesFrame title="Profiles" view={view} sources={sources} setView={setView}>
      {(data) => (
        <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4 max-[720px]:p-3">
          <p className="max-w-[80ch] text-ink-soft">
            A profile lays what is known of one person side by side: the direction of their choice, what their comments
            and pairs say, their demographic text and their profile text. Pick a row here, or open one in Explore and
            choose Profile.
          </p>
          <HashForm source={view.source} />
          {lists ? <lists.PersonLists data={data} source={view.source} /> : <ProfileSkeleton />}
        </div>
      )}
    </ProfilesFrame>
  )
}

function HashForm({ source }: { source: string | null }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)

  function open(event: FormEvent) {
    event.preventDefault()
    const hash = readHash(text.trim())
    if ('problem' in hash) setError(`“${text}” ${hash.problem}`)
    else router.push(profileAddress(hash.value, { ...DEFAULT_PROFILE_VIEW, source }))
  }

  return (
    <form onSubmit={open} className="max-w-xl">
      <Field
        label="Content hash of a row"
        htmlFor="row-hash"
        error={error}
        hint="32 hex characters, as in a row’s link"
      >
        <div className="flex gap-2">
          <Input
            id="row-hash"
            value={text}
            onChange={(event) => setText(event.target.value)}
            spellCheck={false}
            className="font-mono"
          />
          <Button type="submit">Open the profile</Button>
        </div>
      </Field>
    </form>
  )
}
