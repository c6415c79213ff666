import { headers } from 'next/headers'
import { OPENS } from '@/components/dataset/opens-meta'
import type { PreparedFile } from '@/lib/core/prepared/manifest'
import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { type SourceDetail, sourceService } from '@/lib/sources'

/** A source with more files is asked for by the page: what is said of them would be longer than the page. */
const MOST_SHARDS = 100

/**
 * What the document says of the source that the page will open, so that the page need not ask. Where it is a prepared
 * dataset of this server that the tab answers for, a script begins to read its directions while the page is still read.
 * React puts that script into the head; the rows do not wait for it.
 */
export async function OpenedSource({ source, isAnsweredHere }: { source: string; isAnsweredHere: boolean }) {
  const asked = await headers()
  const isBegun = isAnsweredHere && asked.get('sec-fetch-dest') === 'document'
  const { detail, directions } = await describe(source, isBegun)
  const said = detail && detail.shards.length <= MOST_SHARDS ? detail : { id: source }
  return (
    <>
      <meta name={OPENS} content={JSON.stringify(said)} />
      {detail?.filesUrl && directions && (
        <script
          nonce={asked.get('x-nonce') ?? undefined}
          src="/workers/begin-index.js"
          async
          fetchPriority="high"
          data-url={detail.filesUrl}
          data-bytes={detail.bytes ?? 0}
          data-rows={directions.rows}
          data-file={JSON.stringify(directions.file)}
        />
      )}
    </>
  )
}

interface Described {
  readonly detail: SourceDetail | null
  /** What the manifest says of `directions.bin`; `null` where none is to be begun. */
  readonly directions: { readonly rows: number; readonly file: PreparedFile } | null
}

/** It only makes the page quicker: without it the page asks, and tells what is wrong. */
async function describe(source: string, isBegun: boolean): Promise<Described> {
  try {
    const detail = await sourceService().readSource(source)
    const prepared = isBegun && detail.filesUrl ? await sourceService().readTotals(source) : null
    const directions = prepared && {
      rows: prepared.manifest.rows,
      file: fileOf(prepared.manifest, PREPARED_FILES.directions),
    }
    return { detail, directions }
  } catch (error) {
    console.warn(`The source ${source} cannot be described`, error)
    return { detail: null, directions: null }
  }
}
