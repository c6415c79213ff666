import figure from './published-correlation.json'

/** What the published figure is, and what is not known of it. */
export const PUBLISHED_CORRELATION_NOTE =
  'Read off the colours of a published figure (AlignX-Family, AlignX/figures/correlation.png), within about 0.005. The population that it was computed on is not stated, so the two may differ for reasons that no row shows.'

/**
 * The published Pearson correlation of two dimensions, in [-1, 1], to two decimals; 1 for a dimension with itself.
 * Source: AlignX-Family, AlignX/figures/correlation.png, read through its colour bar, within about 0.005.
 */
export function publishedCorrelation(left: number, right: number): number {
  if (left === right) return 1
  return (figure.lowerTriangle[Math.max(left, right)]?.[Math.min(left, right)] ?? 0) / 100
}
