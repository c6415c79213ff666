let given: { readonly id: string; readonly detail: unknown } | null = null

/** What the page's document said of a source, as `GET /api/v1/sources/<id>` would: good for the next opening of it. */
export function giveSource(id: string, detail: unknown): void {
  given = { id, detail }
}

/** What was given of this source, once; `null` where nothing was. */
export function takeGivenSource(id: string): unknown {
  const detail = given?.id === id ? given.detail : null
  given = null
  return detail
}
