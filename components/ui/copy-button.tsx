'use client'
import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from './button'

interface CopyButtonProps {
  readonly text: string | (() => string)
  readonly label: string
  readonly iconOnly?: boolean
}

/** Copies text and says that it did, or that the browser would not. */
export function CopyButton({ text, label, iconOnly }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setState('copied')
    } catch {
      setState('refused')
    }
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setState('idle'), 1600)
  }

  const said = state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused to copy' : label
  return (
    <Button
      variant="quiet"
      size={iconOnly ? 'icon-small' : 'small'}
      onClick={copy}
      aria-label={iconOnly ? said : undefined}
      title={said}
    >
      {state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      {!iconOnly && <span aria-live="polite">{said}</span>}
    </Button>
  )
}
