'use client'
'use no memo'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { useLater } from '../ui/use-later'

const loadPanel = () => import('./palette-panel')

/** ⌘K or Ctrl+K: go to a page, or to the rows that hold one pole of a dimension. */
export function CommandPalette() {
  const [isOpen, setIsOpen] = useState(false)
  const later = useLater(loadPanel, isOpen)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setIsOpen((open) => !open)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <Button variant="quiet" size="medium" onClick={() => setIsOpen(true)} aria-label="Open the command palette">
        <Search aria-hidden />
        <span className="max-[720px]:hidden">
          <Kbd>⌘K</Kbd>
        </span>
      </Button>
      <Dialog
        open={isOpen && later !== null}
        onOpenChange={setIsOpen}
        title="Go to"
        description="A page, or rows by one preference"
      >
        {later && <later.PalettePanel onDone={() => setIsOpen(false)} />}
      </Dialog>
    </>
  )
}
