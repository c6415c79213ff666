'use no memo'
import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

const badge = cva(
  'inline-flex items-center gap-1 rounded-sm border px-1.5 py-px text-meta font-medium [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-raised text-ink-soft',
        signal: 'border-transparent bg-signal-soft text-signal',
        warn: 'border-transparent bg-warn-soft text-warn',
        fault: 'border-transparent bg-fault-soft text-fault',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

type BadgeProps = ComponentProps<'span'> & VariantProps<typeof badge>

export function Badge({ className, tone, ...props }: BadgeProps) {
  return <span className={classNames(badge({ tone }), className)} {...props} />
}
