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
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-md bg-ground p-1 shadow-overlay"
        >
          <Radix.Label className="px-2 py-1 text-meta text-ink-faint">{label}</Radix.Label>
          {items.map((item) => (
            <Radix.Item
              key={item.key ?? item.label}
              onSelect={item.onSelect}
              className="flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 text-body outline-none max-[720px]:min-h-11 data-highlighted:bg-sunken"
            >
              {item.label}
              {item.hint && <span className="ml-auto pl-3 text-meta text-ink-faint">{item.hint}</span>}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
