import type { ByteStore } from './byte-store'
import { createFolderStore } from './folder-store'
import { createUrlStore, isThisMachine } from './url-store'

/** Where a prepared dataset lies, as it can be handed to a worker: below an address that ends in a slash, or in files. */
export type PreparedPlace =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'folder'; readonly files: ReadonlyMap<string, Blob> }

/** The files of a place. */
export function openPlace(place: PreparedPlace): ByteStore {
  return place.kind === 'folder'
    ? createFolderStore(place.files)
    : createUrlStore(place.url, { compressed: !isThisMachine(place.url) })
}
