import type { HeatInks, HeatScale } from './heat-scale'

/** The colours of a heat map with their values, and what a cell without a value looks like. */
export function HeatLegend({ scale, inks, label }: { scale: HeatScale; inks: HeatInks; label: string }) {
  const stops = Array.from({ length: 33 }, (_, at) => at / 32)
  return (
    <svg width={330} height={34} role="img" aria-label={`Legend: ${label}`} className="max-w-full" viewBox="0 0 330 34">
      {stops.map((share) => (
        <rect key={share} x={2 + share * 190} y={4} width={6.5} height={10} fill={scale.colorAt(share)} />
      ))}
      <rect x={2} y={4} width={197} height={10} className="fill-none stroke-line" />
      {scale.marks.map(({ at, label: mark }) => (
        <text
          key={at}
          x={2 + at * 197}
          y={28}
          fontSize={11}
          textAnchor={at === 0 ? 'start' : at === 1 ? 'end' : 'middle'}
          className="fill-ink-soft"
        >
          {mark}
        </text>
      ))}
      <rect x={220} y={4} width={10} height={10} fill={inks.undefinedCell} />
      <path d="M220 14L230 4" stroke={inks.undefinedStroke} />
      <text x={236} y={13} fontSize={11} className="fill-ink-soft">
        undefined
      </text>
      <rect x={220} y={19} width={10} height={10} fill={inks.diagonal} />
      <text x={236} y={28} fontSize={11} className="fill-ink-soft">
        with itself
      </text>
    </svg>
  )
}
