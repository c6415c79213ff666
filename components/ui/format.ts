const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `12,408`; an en dash for `null`. */
export function formatCount(value: number | null): string {
  return value === null ? '–' : whole.format(value)
}

/** A share in [0, 1] as `57.8 %`; an en dash for `null`. Tiny shares are not rounded away: `< 0.1 %`. */
export function formatShare(share: number | null, digits = 1): string {
  if (share === null) return '–'
  const least = 10 ** -digits
  const percent = share * 100
  if (percent > 0 && percent < least) return `< ${least} %`
  return `${percent.toFixed(digits)} %`
}

/** Bytes in decimal units, two digits or more: `9.9 kB`, `105 MB`. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return '–'
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = -1
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${units[unit]}`
}

/** Milliseconds for people: `840 ms`, `12.4 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatDuration(durationMs: number | null): string {
  if (durationMs === null) return '–'
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}
