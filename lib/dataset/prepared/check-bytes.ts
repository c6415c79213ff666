import { PreparedReadError } from './prepared-read-error'

/** The SHA-256 of bytes, 64 hex characters. The browser computes it outside this thread where it can. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Pages that did not come over https or from this machine have no `subtle`.
  if (!globalThis.crypto?.subtle) return (await import('hash-wasm')).sha256(bytes)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Throws `PreparedReadError` (`wrong-bytes`) unless the bytes have this hash. `what` names the part of the file. */
export async function checkBytes(
  bytes: Uint8Array<ArrayBuffer>,
  sha256: string,
  file: string,
  what = '',
): Promise<void> {
  if ((await sha256Of(bytes)) !== sha256)
    throw new PreparedReadError(
      'wrong-bytes',
      file,
      `is damaged${what}: its bytes are not those that the manifest names`,
    )
}
