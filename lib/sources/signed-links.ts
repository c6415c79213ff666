/** Where the redirects of a file's address ended, kept so that not every range walks them again. */
export interface SignedLinks {
  readonly find: (sourceId: string, url: URL) => URL | null
  readonly keep: (sourceId: string, url: URL, link: URL) => void
  readonly drop: (sourceId: string, url: URL) => void
}

/**
 * An empty store of links; beyond `capacity` the oldest goes. Links are kept by source, since one may have been signed
 * for that source's token. They are never told to the browser.
 */
export function createSignedLinks(capacity = 1000): SignedLinks {
  const links = new Map<string, URL>()
  const key = (sourceId: string, url: URL) => `${sourceId} ${url.href}`
  return {
    find: (sourceId, url) => links.get(key(sourceId, url)) ?? null,
    keep(sourceId, url, link) {
      links.delete(key(sourceId, url))
      links.set(key(sourceId, url), link)
      const [oldest] = links.keys()
      if (links.size > capacity && oldest !== undefined) links.delete(oldest)
    },
    drop: (sourceId, url) => {
      links.delete(key(sourceId, url))
    },
  }
}
