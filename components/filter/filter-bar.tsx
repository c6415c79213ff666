'use client'
'use no memo'
import { Bookmark, Redo2, SlidersHorizontal, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { conditionsOf, type Filter } from '@/lib/core/filter'
import { wordsOf } from '@/lib/core/words'
import { Button } from '../ui/button'
import { Input } from '../ui/input'
import { Kbd } from '../ui/kbd'
import { useLater } from '../ui/use-later'
import { AddFilter } from './add-filter'
import { type ConditionChoices, NO_CHOICES } from './condition-choices'
import { loadFilterPills } from './later-parts'
import type { RowCounter } from './rows-under'
import { ALL_TEXT_FIELDS } from './text-terms'
import { useFilterHistory } from './use-filter-history'

interface FilterBarProps {
  readonly filter: Filter
  readonly problems: readonly string[]
  /** What a search asks: texts that contain it, or posts with all its words. */
  readonly searches?: 'text' | 'words'
  readonly onChange: (conditions: readonly Filter[]) => void
  /** Shows or hides the equaliser; absent where there is none. */
  readonly onEqualiser?: () => void
  /** Shards and selections that conditions can name. */
  readonly choices?: ConditionChoices
  /** Counts the rows under each condition in the editor. */
  readonly counter?: RowCounter | null
  /** Opens the saved selections. */
  readonly onSelections?: () => void
}

/** The filter in words, with search and the ways to add more. */
export function FilterBar(props: FilterBarProps) {
  const {
    filter,
    problems,
    searches = 'text',
    onChange,
    onEqualiser,
    choices = NO_CHOICES,
    counter = null,
    onSelections,
  } = props
  const steps = useFilterHistory(filter, onChange)
  const conditions = conditionsOf(filter)
  const pills = useLater(loadFilterPills, conditions.length > 0)

  return (
    <div className="flex flex-wrap items-center gap-1.5 border-b px-3 py-2">
      {onEqualiser && (
        <Button
          variant="quiet"
          size="icon-small"
          onClick={onEqualiser}
          aria-label="Show or hide the equaliser"
          title="Equaliser"
        >
          <SlidersHorizontal aria-hidden />
        </Button>
      )}
      <TextSearch
        placeholder={searches === 'text' ? 'Search posts, responses, history' : 'Search posts for words'}
        onSearch={(query) => {
          if (searches === 'text') onChange([...conditions, { kind: 'text', query, fields: [...ALL_TEXT_FIELDS] }])
          else if (wordsOf(query).length > 0) onChange([...conditions, { kind: 'words', query }])
        }}
      />
      <AddFilter choices={choices} onAdd={(condition) => onChange([...conditions, condition])} />
      <Button
        variant="quiet"
        size="icon-small"
        onClick={() => steps.undo?.()}
        disabled={steps.undo === null}
        aria-label="Undo the last change of the filter"
        title="Undo (Ctrl Z)"
      >
        <Undo2 aria-hidden />
      </Button>
      <Button
        variant="quiet"
        size="icon-small"
        onClick={() => steps.redo?.()}
        disabled={steps.redo === null}
        aria-label="Redo the change of the filter"
        title="Redo (Ctrl Shift Z)"
      >
        <Redo2 aria-hidden />
      </Button>
      {onSelections && (
        <Button variant="quiet" size="icon-small" onClick={onSelections} aria-label="Selections" title="Selections">
          <Bookmark aria-hidden />
        </Button>
      )}
      {pills && (
        <pills.FilterPills filter={filter} onChange={onChange} choices={choices} counter={counter} steps={steps} />
      )}
      {problems.map((problem) => (
        <p key={problem} role="alert" className="rounded-sm bg-warn-soft px-2 py-1 text-meta text-warn">
          {problem}
        </p>
      ))}
    </div>
  )
}

function TextSearch({ placeholder, onSearch }: { placeholder: string; onSearch: (query: string) => void }) {
  const [query, setQuery] = useState('')
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target
      const isTyping = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <form
      aria-label="Search"
      className="relative w-64 max-[720px]:order-first max-[720px]:w-full"
      onSubmit={(event) => {
        event.preventDefault()
        if (query.trim() === '') return
        onSearch(query.trim())
        setQuery('')
      }}
    >
      <Input
        ref={input}
        type="search"
        aria-label="Search all texts"
        placeholder={placeholder}
        maxLength={400}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        className="h-7 pr-7"
      />
      {query === '' && (
        <span className="pointer-events-none absolute right-1.5 top-1">
          <Kbd>/</Kbd>
        </span>
      )}
    </form>
  )
}
