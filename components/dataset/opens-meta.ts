/** The name of the `meta` element in which a page says which source it will open: what the server says of it, as JSON. */
export const OPENS = 'alignx-opens'
