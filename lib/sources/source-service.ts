import { probeHubSource } from './add-hub-source'
import { probeUrlSource } from './add-url-source'
import { type FirstRows, readSampleFirstRows } from './first-rows'
import { createFolderSource, FOLDER_SOURCE_ID } from './folder-source'
import type { LocalDataset } from './local-dataset'
import { createPreparedFolders, type TotalsFile } from './prepared-folders'
import { createRemoteSource } from './remote-source'
import { createSampleSource, SAMPLE_SOURCE_ID } from './sample-source'
import type { SourceSettings } from './settings'
import type { ShardReader } from './shard-reader'
import { createSignedLinks } from './signed-links'
import type { NewSource, SourceDetail, SourceList, SourceSummary } from './source'
import { SourceError, type SourceProblem } from './source-error'
import type { Source } from './source-listing'
import type { SourceRegistry } from './source-registry'
import type { StoredSource } from './stored-source'

/** Everything the routes and pages ask of the sources. All of it throws `SourceError`. */
export interface SourceService {
  /** The sample, the folder and what is prepared in it, then the added sources in the order they were added. Never throws. */
  readonly listSources: () => Promise<SourceList>
  readonly readSource: (id: string) => Promise<SourceDetail>
  /** Asks the source's server first and keeps nothing when that fails. The same URLs or reference replace the old entry. */
  readonly addSource: (source: NewSource, signal: AbortSignal) => Promise<SourceDetail>
  readonly removeSource: (id: string) => Promise<void>
  readonly openShard: (id: string, name: string) => Promise<ShardReader>
  /** Where the files of a source lie on this server; `null` for one that lies elsewhere. */
  readonly locateSource: (id: string) => Promise<LocalDataset | null>
  /** Only the sample has first rows; `source-not-found` for any other id. */
  readonly readFirstRows: (id: string) => Promise<FirstRows>
  /** Only what is prepared in the folder of this server has totals; `null` for any other id, and where they are damaged. */
  readonly readTotals: (id: string) => Promise<TotalsFile | null>
}

export function createSourceService(settings: SourceSettings, registry: SourceRegistry): SourceService {
  const links = createSignedLinks()
  const builtIn: readonly Source[] = [
    createSampleSource(settings.sampleFolder),
    ...(settings.dataFolder === null ? [] : [createFolderSource(settings.dataFolder)]),
  ]
  const prepared = settings.dataFolder === null ? null : createPreparedFolders(settings.dataFolder)
  const toSource = (stored: StoredSource) => createRemoteSource(stored, settings, links)

  async function findSource(id: string): Promise<Source> {
    const found = builtIn.find((source) => source.id === id)
    if (found !== undefined) return found
    const local = await prepared?.find(id)
    if (local) return local
    const stored = (await registry.list()).find((source) => source.id === id)
    if (stored === undefined) throw unknownSource(id)
    return toSource(stored)
  }

  return {
    async listSources() {
      const { added, problems } = await listAdded(registry)
      const local = (await prepared?.list()) ?? []
      const sources = [...builtIn, ...local, ...added.map(toSource)]
      const details = await Promise.all(sources.map((source) => source.describe()))
      return { sources: details.filter((detail) => !isBareFolder(detail, local)).map(summarise), problems }
    },
    readSource: async (id) => (await findSource(id)).describe(),
    async addSource(source, signal) {
      const stored =
        source.kind === 'url'
          ? await probeUrlSource(source.urls, source.label, settings, signal)
          : await probeHubSource(source, settings, signal)
      await registry.add(stored)
      return toSource(stored).describe()
    },
    async removeSource(id) {
      if (id === SAMPLE_SOURCE_ID || id === FOLDER_SOURCE_ID || (await prepared?.find(id)))
        throw new SourceError('source-built-in', `The source ${id} belongs to the server and cannot be removed.`)
      if (!(await registry.remove(id))) throw unknownSource(id)
    },
    locateSource: async (id) => (await findSource(id)).locate(),
    openShard: async (id, name) => (await findSource(id)).openShard(name),
    async readFirstRows(id) {
      if (id !== SAMPLE_SOURCE_ID) throw unknownSource(id)
      return readSampleFirstRows(settings.sampleFolder)
    },
    readTotals: async (id) => (await prepared?.readTotals(id)) ?? null,
  }
}

async function listAdded(
  registry: SourceRegistry,
): Promise<{ readonly added: readonly StoredSource[]; readonly problems: SourceProblem[] }> {
  try {
    return { added: await registry.list(), problems: [] }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return { added: [], problems: [error.problem] }
  }
}

/** The folder of the server is not worth a line where all it holds is prepared. */
function isBareFolder({ kind, state, problem }: SourceDetail, prepared: readonly Source[]): boolean {
  return kind === 'folder' && state === 'empty' && problem === null && prepared.length > 0
}

function summarise({ revision, filesUrl, shards, ...summary }: SourceDetail): SourceSummary {
  return summary
}

function unknownSource(id: string): SourceError {
  return new SourceError(
    'source-not-found',
    `There is no source ${JSON.stringify(id.slice(0, 60))}. List them at /api/v1/sources.`,
  )
}
