'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import { DIMENSIONS, type Dimension, GROUPS } from '@/lib/core/dimensions'
import type { Direction, Sign } from '@/lib/core/direction'
import { dimensionContains } from '@/lib/core/find-dimensions'
import { MOST_WEIGHT, setWeight, type Weights } from '@/lib/core/vector-weights'
import { Input } from '../ui/input'

interface TargetEditorProps {
  readonly direction: Direction
  readonly weights: Weights
  readonly onDirection: (direction: Direction) => void
  readonly onWeights: (weights: Weights) => void
}

/** The 90 dimensions as an input: each side sets a pole, the number beside it how much the dimension counts. */
export function TargetEditor({ direction, weights, onDirection, onWeights }: TargetEditorProps) {
  const [search, setSearch] = useState('')
  const [anchor, setAnchor] = useState<string | null>(null)
  const list = useRef<HTMLFieldSetElement>(null)
  const shown = DIMENSIONS.filter((dimension) => dimensionContains(dimension, search))
  const groups = GROUPS.map((group) => ({
    ...group,
    dimensions: shown
      .filter((dimension) => dimension.group === group.key)
      .sort((a, b) => a.figureOrder - b.figureOrder),
  })).filter(({ dimensions }) => dimensions.length > 0)
  const rows = groups.flatMap(({ dimensions }) => dimensions)
  const tabStop = rows.find(({ key }) => key === anchor) ?? rows[0]

  function setSign(dimension: Dimension, sign: Sign) {
    onDirection(direction.map((old, index) => (index === dimension.index ? sign : old)))
  }

  function onKeyDown(event: KeyboardEvent<HTMLFieldSetElement>) {
    if (event.metaKey || event.ctrlKey || !(event.target instanceof HTMLButtonElement)) return
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-sign]') ?? [])]
    const at = buttons.indexOf(event.target)
    const steps: Record<string, number> = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 }
    const step = steps[event.key]
    const dimension = rows[Math.floor(at / 2)]
    if (step !== undefined) buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
    else if (!dimension) return
    else if (event.key === '+' || event.key === '=') setSign(dimension, 1)
    else if (event.key === '-') setSign(dimension, -1)
    else if (event.key === '0') setSign(dimension, 0)
    else return
    event.preventDefault()
  }

  return (
    <section aria-label="Target and weights" className="flex min-h-0 flex-col rounded-md border">
      <div className="border-b p-2">
        <Input
          type="search"
          aria-label="Find a dimension of the target"
          placeholder="Find a dimension"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="h-7"
        />
        <p className="mt-1.5 flex justify-between text-meta text-ink-faint">
          <span>Left −, right +; keys + − 0</span>
          <span>Weight</span>
        </p>
      </div>
      <fieldset
        ref={list}
        aria-label="Poles of the target"
        onKeyDown={onKeyDown}
        className="max-h-[62vh] min-w-0 overflow-y-auto pb-2 max-[1000px]:max-h-[34vh]"
      >
        {groups.length === 0 && <p className="p-3 text-ink-soft">No dimension contains “{search}”.</p>}
        {groups.map((group) => (
          <div key={group.key}>
            <div className="sticky top-0 z-10 flex items-center gap-2 bg-ground px-2 pb-1 pt-2">
              <h3 className="flex-1 truncate text-meta font-semibold" style={{ color: `var(--group-${group.key})` }}>
                {group.name}
              </h3>
              <WeightInput
                label={`Weight of ${group.name}`}
                value={weights.get(group.key) ?? null}
                usual={1}
                onChange={(weight) => onWeights(setWeight(weights, group.key, weight))}
              />
            </div>
            {group.dimensions.map((dimension) => (
              <div
                key={dimension.key}
                className="grid grid-cols-[minmax(0,1fr)_44px_44px_52px] items-center gap-x-0.5 px-2"
              >
                <span className="truncate text-meta text-ink-soft" title={dimension.name}>
                  {dimension.label}
                </span>
                {([-1, 1] as const).map((sign) => {
                  const isOn = direction[dimension.index] === sign
                  return (
                    <button
                      key={sign}
                      type="button"
                      data-sign={sign}
                      aria-pressed={isOn}
                      aria-label={`${dimension.label}: ${sign === 1 ? dimension.positive : dimension.negative}`}
                      title={sign === 1 ? dimension.positive : dimension.negative}
                      tabIndex={tabStop?.key === dimension.key && sign === -1 ? 0 : -1}
                      onFocus={() => setAnchor(dimension.key)}
                      onClick={() => setSign(dimension, isOn ? 0 : sign)}
                      className="relative h-6 outline-offset-[-2px]"
                    >
                      <PoleBar sign={sign} isOn={isOn} group={dimension.group} />
                    </button>
                  )
                })}
                <WeightInput
                  label={`Weight of ${dimension.label}`}
                  value={weights.get(dimension.key) ?? null}
                  usual={weights.get(dimension.group) ?? 1}
                  isReachable={tabStop?.key === dimension.key}
                  onChange={(weight) => onWeights(setWeight(weights, dimension.key, weight))}
                />
              </div>
            ))}
          </div>
        ))}
      </fieldset>
    </section>
  )
}

function PoleBar({ sign, isOn, group }: { sign: 1 | -1; isOn: boolean; group: string }) {
  const color = `var(--group-${group})`
  const hatch = `repeating-linear-gradient(-45deg, ${color} 0 2px, transparent 2px 4px)`
  return (
    <span
      aria-hidden
      className={`absolute inset-y-1 rounded-xs border ${sign === 1 ? 'left-0 right-1' : 'left-1 right-0'} ${isOn ? 'border-ink' : 'border-line hover:border-line-strong'}`}
      style={isOn ? { background: sign === 1 ? color : hatch } : undefined}
    />
  )
}

interface WeightInputProps {
  readonly label: string
  /** The weight of its own, `null` for the usual one. */
  readonly value: number | null
  readonly usual: number
  readonly isReachable?: boolean
  readonly onChange: (weight: number | null) => void
}

function WeightInput({ label, value, usual, isReachable = true, onChange }: WeightInputProps) {
  return (
    <input
      type="number"
      aria-label={label}
      min={0}
      max={MOST_WEIGHT}
      step={0.5}
      tabIndex={isReachable ? 0 : -1}
      value={value ?? ''}
      placeholder={String(usual)}
      onChange={(event) => {
        const number = event.target.value === '' ? null : Number(event.target.value)
        onChange(number === null || Number.isNaN(number) ? null : number)
      }}
      className="h-6 w-13 rounded-sm border border-line bg-ground px-1 text-right text-meta placeholder:text-ink-faint"
    />
  )
}
