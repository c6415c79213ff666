'use client'
import { DropdownMenu as Radix } from 'radix-ui'
import type { MenuProps } from './menu'

/** A menu that opens as it comes. */
export function MenuPanel({ trigger, label, items }: MenuProps) {
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 rounded-md bg-ground p-1 shadow-overlay"
        >
          <Radix.Label className="px-2 py-1 text-meta text-ink-faint">{label}</Radix.Label>
          {items.map((item) => (
            <Radix.Item
              key={item.label}
              onSelect={item.onSelect}
              className="flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-body outline-none data-highlighted:bg-sunken"
            >
              {item.label}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
