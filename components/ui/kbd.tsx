/** The name of a key, as printed on it. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-sm border border-line-strong bg-raised px-1 font-mono text-meta text-ink-soft">
      {children}
    </kbd>
  )
}
