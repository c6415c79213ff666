'use client'
import { ArrowDownUp, ArrowLeft, ArrowRight, Check, SkipForward, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import type { DraftFate } from './draft-sender'
import { describeChord, type KeyMap } from './key-map'
import { SubmitKey } from './submit-key'

interface ActionBarProps {
  readonly keys: KeyMap
  readonly primary: { readonly label: string; readonly onPress: () => void }
  readonly onSkip: (() => void) | null
  readonly onUndo: () => void
  readonly onBack: () => void
  readonly onForward: (() => void) | null
  /** From the texts to the questions and back, where one lies below the other. */
  readonly onMove: () => void
  /** Questions that still wait for an answer. */
  readonly open: number
  readonly draft: DraftFate | null
}

/** What can be done with the item at hand, within reach of a thumb. */
export function ActionBar({ keys, primary, onSkip, onUndo, onBack, onForward, onMove, open, draft }: ActionBarProps) {
  return (
    <div className="border-t bg-ground px-3 py-2">
      <p aria-live="polite" className="mb-1.5 flex min-h-4 justify-between gap-2 text-meta text-ink-faint">
        <span>{describeDraft(draft)}</span>
        <span>
          {open === 0 ? 'Everything is answered' : open === 1 ? '1 question is open' : `${open} questions are open`}
        </span>
      </p>
      <div className="flex items-center gap-1.5">
        <Step name="Back" chord={keys.get('back')} onPress={onBack} icon={<ArrowLeft aria-hidden />} />
        {onForward && (
          <Step name="Forward" chord={keys.get('forward')} onPress={onForward} icon={<ArrowRight aria-hidden />} />
        )}
        <Step name="Undo" chord={keys.get('undo')} onPress={onUndo} icon={<Undo2 aria-hidden />} />
        <div className="min-[1024px]:hidden">
          <Step
            name="Texts or questions"
            chord={keys.get('texts')}
            onPress={onMove}
            icon={<ArrowDownUp aria-hidden />}
          />
        </div>
        {onSkip && (
          <Step name="Skip" chord={keys.get('skip')} onPress={onSkip} icon={<SkipForward aria-hidden />} isNamed />
        )}
        <Button variant="primary" onClick={primary.onPress} className="ml-auto h-9 min-w-24 flex-1 max-[1023px]:h-11">
          <Check aria-hidden /> {primary.label}
          <SubmitKey keys={keys} />
        </Button>
      </div>
    </div>
  )
}

interface StepProps {
  readonly name: string
  readonly chord: string | undefined
  readonly onPress: () => void
  readonly icon: ReactNode
  readonly isNamed?: boolean
}

function Step({ name, chord = '', onPress, icon, isNamed }: StepProps) {
  return (
    <Button
      variant="outline"
      onClick={onPress}
      aria-label={name}
      title={`${name}  ${describeChord(chord)}`}
      className="h-9 px-2.5 max-[1023px]:h-11 max-[1023px]:min-w-11"
    >
      {icon}
      {isNamed && <span aria-hidden>{name}</span>}
    </Button>
  )
}

function describeDraft(draft: DraftFate | null): string {
  switch (draft?.kind) {
    case undefined:
      return ''
    case 'sending':
      return 'Keeping the draft'
    case 'sent':
      return `Draft kept ${new Date(draft.savedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
    case 'here':
      return 'Draft kept in this browser'
    case 'refused':
      return `Draft kept in this browser only: ${draft.message}`
  }
}
