'use client'
import { useMemo } from 'react'
import { dimensionAt } from '@/lib/core/dimensions'
import type { Example } from '@/lib/core/example'
import type { Lanes } from '@/lib/core/profile-lanes'
import { checkLeakage, isLeakageRefusal } from '@/lib/core/profile-leakage'
import type { ProfileRule } from '@/lib/core/profile-rule'
import { formatProfile } from '@/lib/core/profile-text'
import { renderPrompt } from '@/lib/core/prompts'
import { CopyButton } from '../ui/copy-button'
import { LongText } from '../ui/long-text'
import { Notice } from '../ui/notice'
import { ScrollRegion } from '../ui/scroll-region'
import { describeFit, diffProfiles, REFUSAL_WORDS, VERDICT_WORDS } from './prepare-profile-texts'

interface ProfileTextsProps {
  readonly example: Example
  readonly lanes: Lanes
  readonly rule: ProfileRule
  /** Whether some items of the history are left out. */
  readonly isChanged: boolean
}

/** The profile as PBA reads it, beside the row's own, and whether the latter holds the label. */
export function ProfileTexts({ example, lanes, rule, isChanged }: ProfileTextsProps) {
  const inferred = lanes[rule.kind]
  const text = inferred && formatProfile(inferred)
  return (
    <section aria-labelledby="profile-text" className="mt-6">
      <h2 id="profile-text" className="text-title font-medium">
        Profile as text
      </h2>
      <div className="mt-2 grid items-start gap-4 min-[1000px]:grid-cols-2">
        <div className="min-w-0 rounded-md border p-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-medium">What PBA would see of the history</h3>
            {text !== null && <CopyButton text={text} label="Copy the profile" />}
          </div>
          <p className="mb-2 text-meta text-ink-soft">
            {rule.kind === 'published' ? 'Published' : 'Exact'} rule over UGC and pairs
            {isChanged && ', without the items left out'}.
          </p>
          {text === null && (
            <p className="text-ink-soft">No chosen item has a direction, so no profile can be inferred.</p>
          )}
          {text === '' && <p className="text-ink-soft">The profile is empty: neutral in all 90 dimensions.</p>}
          {text !== null && text !== '' && <LongText lines={10}>{text}</LongText>}
          {text !== null && <Prompt post={example.prompt} profile={text} />}
        </div>
        <div className="min-w-0 rounded-md border p-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-medium">The row’s own profile</h3>
            {example.profile && <CopyButton text={example.profile} label="Copy the given profile" />}
          </div>
          {example.profile && (
            <>
              <p className="mb-2 text-meta text-ink-soft">What the published PBA evaluation reads.</p>
              <LongText lines={6}>{example.profile}</LongText>
              <Prompt post={example.prompt} profile={example.profile} />
            </>
          )}
          <Difference lanes={lanes} rule={rule} />
          <Leakage example={example} />
        </div>
      </div>
    </section>
  )
}

function Prompt({ post, profile }: { post: string; profile: string }) {
  const { text, parts } = renderPrompt('pba', post, { ugc: [], pairs: [], demographics: null, profile })
  return (
    <details className="mt-2">
      <summary className="min-h-6 w-fit content-center text-meta text-ink-soft">The whole prompt</summary>
      <ScrollRegion label="PBA prompt" className="mt-1 max-h-80 overflow-auto rounded-md border bg-raised p-3">
        <pre className="whitespace-pre-wrap font-mono text-meta [overflow-wrap:anywhere]">
          {parts.map(({ kind, start, end }) =>
            kind === 'profile' ? (
              <mark key={start}>{text.slice(start, end)}</mark>
            ) : (
              <span key={start}>{text.slice(start, end)}</span>
            ),
          )}
        </pre>
      </ScrollRegion>
      <CopyButton text={text} label="Copy the prompt" />
    </details>
  )
}

function Difference({ lanes, rule }: { lanes: Lanes; rule: ProfileRule }) {
  const given = lanes.profile
  const inferred = lanes[rule.kind]
  if (given === null || inferred === null) return null
  const changes = diffProfiles(given, inferred)
  const count = (side: 'given' | 'inferred') => changes.filter((change) => change.in === side).length
  if (changes.length === 0) return <p className="mt-1 text-ink-soft">Both profiles are empty.</p>
  return (
    <>
      <p className="mt-3 mb-2 text-meta text-ink-soft">
        Against the history: {count('given')} labels in the given profile alone (struck through), {count('inferred')} in
        the inferred one alone (underlined).
      </p>
      <ul aria-label="Labels of both profiles" className="flex flex-wrap gap-1">
        {changes.map((change) => (
          <li key={change.key} className="rounded-sm border px-1.5 py-0.5 text-meta">
            {change.in === 'both' && change.label}
            {change.in === 'given' && <del className="bg-rejected-soft">− {change.label}</del>}
            {change.in === 'inferred' && <ins className="bg-chosen-soft">+ {change.label}</ins>}
          </li>
        ))}
      </ul>
    </>
  )
}

function Leakage({ example }: { example: Example }) {
  const outcome = useMemo(() => checkLeakage(example), [example])
  if (isLeakageRefusal(outcome)) return <p className="mt-2 text-ink-soft">{REFUSAL_WORDS[outcome]}</p>
  const { tone, title, text } = VERDICT_WORDS[outcome.verdict]
  const exact = outcome.fits.filter(({ differing }) => differing === 0)
  const [best] = outcome.fits
  return (
    <Notice tone={tone} title={title} className="mt-3">
      <p>{text}</p>
      {exact.length > 0 && <p className="mt-1">Fits exactly: {exact.map(describeFit).join('; ')}.</p>}
      {exact.length === 0 && best && (
        <p className="mt-1">
          Closest: {describeFit(best)}; {best.differing} of 90 dimensions differ.
        </p>
      )}
      {outcome.targetOnly.length > 0 && (
        <p className="mt-1">
          Held by the target pair and the given profile, with no vote in the history:{' '}
          {outcome.targetOnly.map((index) => dimensionAt(index).label).join(', ')}.
        </p>
      )}
      {outcome.leftover.length > 0 && (
        <p className="mt-1">No published label: {outcome.leftover.map((piece) => `“${piece}”`).join(', ')}.</p>
      )}
      <p className="mt-1 text-meta">
        All items of the history are counted here, by the published rule at 0.60 and 0.51. That AlignX-test’s profiles
        were made so is a third party’s finding, not verified.
      </p>
    </Notice>
  )
}
