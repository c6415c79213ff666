import { headers } from 'next/headers'
import { OPENS } from '@/components/dataset/opens-meta'
import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { type SourceDetail, sourceService } from '@/lib/sources'

/** A source with more files is asked for by the page: what is said of them would be longer than the page. */
const MOST_SHARDS = 100

/**
 * What the document says of the source that the page will open, so that the page need not ask. Where it is a prepared
 * dataset of this server that the tab answers for, a script begins to read its directions while the page is still read.
 * It stands after the rows, which do not wait for that script.
 */
export async function OpenedSource({ source, isAnsweredHere }: { source: string; isAnsweredHere: boolean }) {
  const [detail, asked] = await Promise.all([describe(source), headers()])
  const said = detail && detail.shards.length <= MOST_SHARDS ? detail : { id: source }
  return (
    <>
      <meta name={OPENS} content={JSON.stringify(said)} />
      {detail && isAnsweredHere && asked.get('sec-fetch-dest') === 'document' && <BeginIndex detail={detail} />}
    </>
  )
}

async function BeginIndex({ detail: { id, filesUrl, bytes } }: { detail: SourceDetail }) {
  const prepared = filesUrl === null ? null : await sourceService().readTotals(id)
  if (filesUrl === null || !prepared) return null
  return (
    <script
      nonce={(await headers()).get('x-nonce') ?? undefined}
      src="/workers/begin-index.js"
      data-url={filesUrl}
      data-bytes={bytes ?? 0}
      data-rows={prepared.manifest.rows}
      data-file={JSON.stringify(fileOf(prepared.manifest, PREPARED_FILES.directions))}
      suppressHydrationWarning
    />
  )
}

/** It only makes the page quicker: without it the page asks, and tells what is wrong. */
async function describe(source: string): Promise<SourceDetail | null> {
  try {
    return await sourceService().readSource(source)
  } catch (error) {
    console.warn(`The source ${source} cannot be described`, error)
    return null
  }
}
