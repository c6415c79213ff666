import type { PrincipalComponent } from '@/lib/core/principal-components'
import { formatShare } from '../../ui/format'
import { partsOfAxis } from './prepare-axes'

interface AxisReadingProps {
  readonly number: number
  readonly way: 'across' | 'up'
  readonly component: PrincipalComponent
}

/** What an axis stands for: its share of the variance and the dimensions that move a row most along it. */
export function AxisReading({ number, way, component }: AxisReadingProps) {
  const parts = partsOfAxis(component, 5)
  const most = Math.abs(parts[0]?.loading ?? 1)
  return (
    <section aria-label={`Component ${number}, ${way}`}>
      <h3>
        <span className="font-medium">
          {way === 'across' ? '→' : '↑'} Component {number}
        </span>{' '}
        <span className="text-ink-soft">{formatShare(component.share)} of the variance</span>
      </h3>
      <ul className="mt-1 text-meta">
        {parts.map(({ key, label, loading }) => (
          <li key={key} className="grid grid-cols-[minmax(0,1fr)_64px_36px] items-center gap-2">
            <span className="truncate">{label}</span>
            <span aria-hidden className="h-1.5 rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-ink-faint"
                style={{ width: `${(Math.abs(loading) / most) * 100}%` }}
              />
            </span>
            <span className="text-right tabular-nums text-ink-soft">{Math.abs(loading).toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
