import type { ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  readonly htmlFor: string
  readonly hint?: ReactNode
  readonly error?: string | null
  readonly children: ReactNode
}

/** A labelled form control with its hint and its error below. Give the control `id={htmlFor}`. */
export function Field({ label, htmlFor, hint, error, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={htmlFor} className="text-meta font-medium text-ink-soft">
        {label}
      </label>
      {children}
      {error ? (
        <p role="alert" className="text-meta text-fault">
          {error}
        </p>
      ) : (
        hint && <p className="text-meta text-ink-faint">{hint}</p>
      )}
    </div>
  )
}
