// A script of Explore's document, beside its others: has the index's worker read the directions that the page will open.
import { MANIFEST_FILE, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { beginIndex } from '@/lib/dataset/begun-index'
import { decideAnswers, readCapability } from '@/lib/dataset/server/decide-answers'

const { url, bytes, rows, file } = document.currentScript?.dataset ?? {}

if (url && file) {
  const data = { isLocal: true, isPrepared: true, bytes: Number(bytes) }
  if (decideAnswers(null, data, readCapability()).by === 'tab') {
    const isBegun = beginIndex({
      place: { kind: 'url', url: new URL(url, location.href).href },
      manifest: {
        rows: Number(rows),
        facets: [],
        shards: [],
        files: { [PREPARED_FILES.directions]: JSON.parse(file) },
      },
      part: 'directions',
    })
    // The page asks for it next: its address holds the revision, so the browser keeps it.
    if (isBegun) fetch(new URL(MANIFEST_FILE, new URL(url, location.href))).catch(() => undefined)
  }
}
