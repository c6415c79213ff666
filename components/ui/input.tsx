'use no memo'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

const field =
  'h-8 w-full rounded-md border border-line-strong bg-ground px-2.5 text-body text-ink placeholder:text-ink-faint disabled:opacity-50 aria-invalid:border-fault'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={classNames(field, className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(field, 'h-auto min-h-20 py-1.5', className)} {...props} />
}

/** The browser's own select: it works with every keyboard, screen reader and phone. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={classNames(field, 'pr-7', className)} {...props} />
}
