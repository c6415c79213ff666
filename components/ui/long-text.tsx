'use client'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { classNames } from './class-names'

interface LongTextProps {
  readonly children: ReactNode
  /** Lines shown before the text is opened. */
  readonly lines?: number
  readonly className?: string
}

/** A text for reading: line breaks kept, clamped by lines, opened in place. */
export function LongText({ children, lines = 8, className }: LongTextProps) {
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [isCut, setIsCut] = useState(false)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setIsCut(element.scrollHeight > element.clientHeight + 2))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return (
    <div className={classNames('max-w-[68ch]', className)}>
      <div
        ref={box}
        className="overflow-hidden whitespace-pre-wrap text-read [overflow-wrap:anywhere]"
        style={isOpen ? undefined : { display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: lines }}
      >
        {children}
      </div>
      {(isCut || isOpen) && (
        <button
          type="button"
          onClick={() => setIsOpen(!isOpen)}
          aria-expanded={isOpen}
          className="mt-0.5 min-h-6 text-meta text-signal hover:underline"
        >
          {isOpen ? 'Show less' : 'Show all'}
        </button>
      )}
    </div>
  )
}
