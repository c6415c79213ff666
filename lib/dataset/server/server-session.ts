/** A source about which this app's server answers. */
export interface ServerSession {
  readonly source: string
}

let whole: ServerSession | null = null
let texts: ServerSession | null = null

/** The source of this page that the server answers everything about; `null` while this tab does. */
export function serverSession(): ServerSession | null {
  return whole
}

/** The source whose texts the server searches while this tab answers the rest; `null` where it may not. */
export function textServer(): ServerSession | null {
  return texts
}

/** Puts other ones in their place. */
export function setServerSession(next: {
  readonly whole: ServerSession | null
  readonly texts: ServerSession | null
}): void {
  whole = next.whole
  texts = next.texts
}
