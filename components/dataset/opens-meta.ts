/** The name of the `meta` element in which a page says which source it will open. */
export const OPENS = 'alignx-opens'
