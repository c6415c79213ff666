/** The end of a day written as `2026-12-20`, in UTC; `null` for none. */
export function endOfDay(day: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T23:59:59.000Z` : null
}
