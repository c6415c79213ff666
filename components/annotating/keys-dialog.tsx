'use client'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Notice } from '../ui/notice'
import { KEY_ACTIONS, type KeyScope, SCOPE_NAMES } from './key-actions'
import { chordOf, DEFAULT_KEYS, describeChord, formatKeys, remapKey } from './key-map'
import type { OwnKeys } from './use-keys'

interface KeysDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly own: OwnKeys
}

const SCOPES: readonly KeyScope[] = ['page', 'everywhere', 'find']

/** Every key and what it does; pressing a key's button and then another key changes it, in this browser. */
export function KeysDialog({ open, onOpenChange, own }: KeysDialogProps) {
  const [asked, setAsked] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { keys, dropped, setKeys } = own

  function onKeyDown(event: KeyboardEvent, id: string) {
    if (asked !== id) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      setAsked(null)
      return
    }
    const chord = chordOf(event)
    if (chord === null) return
    const answer = remapKey(keys, id, chord)
    if (answer.ok) {
      setKeys(answer.keys)
      setAsked(null)
      setRefusal(null)
    } else setRefusal(answer.reason)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="Press a key's button, then the key that you want. Keys are kept in this browser. Ctrl is ⌘ on a Mac."
    >
      <div className="flex flex-col gap-4">
        {dropped.length > 0 && (
          <Notice tone="info" title="Some keys of yours are back at their defaults">
            {dropped.join(', ')}: they clash with others, or are not there any more.
          </Notice>
        )}
        <p aria-live="assertive" className={refusal ? 'text-fault' : 'sr-only'}>
          {refusal ?? ''}
        </p>
        {SCOPES.map((scope) => (
          <section key={scope}>
            <h3 className="mb-1 text-meta font-semibold text-ink-soft">{SCOPE_NAMES[scope]}</h3>
            <ul className="grid gap-x-6 min-[560px]:grid-cols-2">
              {KEY_ACTIONS.filter((action) => action.scope === scope).map(({ id, label }) => (
                <li key={id} className="flex items-center justify-between gap-2 border-b py-1">
                  <span>{label}</span>
                  <button
                    type="button"
                    aria-label={`${label}: ${describeChord(keys.get(id) ?? '')}. Change`}
                    onClick={() => {
                      setAsked(id)
                      setRefusal(null)
                    }}
                    onBlur={() => setAsked(null)}
                    onKeyDown={(event) => onKeyDown(event, id)}
                    className="min-h-7 min-w-12 rounded-sm border border-line-strong bg-raised px-1.5 font-mono text-meta text-ink-soft hover:bg-sunken"
                  >
                    {asked === id ? 'Press a key' : describeChord(keys.get(id) ?? '')}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p className="text-meta text-ink-soft">
          Escape leaves a text field or the search. Tab, arrows and Space work as everywhere.
        </p>
        {formatKeys(keys) !== formatKeys(DEFAULT_KEYS) && (
          <Button size="small" className="self-start" onClick={() => setKeys(DEFAULT_KEYS)}>
            All keys back to their defaults
          </Button>
        )}
      </div>
    </Dialog>
  )
}
