'use no memo'
import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

const button = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-ink text-ground hover:bg-ink-soft',
        outline: 'border border-line-strong bg-ground text-ink hover:bg-raised',
        quiet: 'text-ink-soft hover:bg-sunken hover:text-ink',
        danger: 'border border-fault bg-ground text-fault hover:bg-fault-soft',
      },
      size: { small: 'h-7 px-2 text-meta', medium: 'h-8 px-3 text-body', icon: 'size-8', 'icon-small': 'size-7' },
    },
    defaultVariants: { variant: 'outline', size: 'medium' },
  },
)

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof button> & { asChild?: boolean }

export function Button({ className, variant, size, asChild, type = 'button', ...props }: ButtonProps) {
  const classes = classNames(button({ variant, size }), className)
  if (asChild) return <Slot.Root className={classes} {...props} />
  return <button type={type} className={classes} {...props} />
}
