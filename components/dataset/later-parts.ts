/** The choice of other data. */
export function loadSourceDialog() {
  return import('./source-dialog')
}

/** Files dropped on the page. */
export function loadDropZone() {
  return import('./drop-zone')
}

/** What there is to say instead of rows or about them. */
export async function loadNotices() {
  const { AnsweredBy } = await import('./answered-by')
  const { NoRows, NothingLoaded } = await import('./no-rows')
  const { ReadProblem } = await import('./read-problem')
  const { ShardProblems } = await import('./shard-problems')
  return { AnsweredBy, NoRows, NothingLoaded, ReadProblem, ShardProblems }
}

/** What there is to say about prepared data. */
export function loadPreparedBadge() {
  return import('./prepared-badge')
}
