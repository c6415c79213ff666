'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { classNames } from '../ui/class-names'
import { Input } from '../ui/input'
import { DESTINATIONS } from './destinations'
import { listCommands } from './list-commands'

const COMMANDS = listCommands(DESTINATIONS, DIMENSIONS)

/** What the palette finds: typing narrows the list, arrows move in it, Enter goes there. */
export function PalettePanel({ onDone }: { onDone: () => void }) {
  const router = useRouter()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = COMMANDS.filter((command) => command.text.toLowerCase().includes(query.trim().toLowerCase())).slice(
    0,
    12,
  )

  function run(index: number) {
    const command = found[index]
    if (!command) return
    onDone()
    router.push(command.href)
  }

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive((at) => Math.min(found.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setActive((at) => Math.max(0, at - 1))
    else if (event.key === 'Enter') run(active)
    else return
    event.preventDefault()
  }

  return (
    <div>
      <Input
        autoFocus
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[active] ? `palette-${active}` : undefined}
        aria-label="Search pages and preferences"
        placeholder="explore, openness, humor…"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
      />
      <div id="palette-list" role="listbox" aria-label="Results" className="mt-2">
        {found.map((command, index) => (
          <div
            key={command.href}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseEnter={() => setActive(index)}
            onMouseDown={() => run(index)}
            className={classNames(
              'flex cursor-pointer justify-between gap-4 rounded-sm px-2 py-1.5',
              index === active && 'bg-sunken',
            )}
          >
            <span>{command.text}</span>
            <span className="truncate text-ink-faint">{command.hint}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="p-2 text-ink-soft">Nothing by that name.</p>}
    </div>
  )
}
