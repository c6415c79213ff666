import 'server-only'
import { join, resolve } from 'node:path'
import { env } from '@/lib/env'
import type { SourceSettings } from './settings'
import { createFileRegistry } from './source-registry'
import { createSourceService, type SourceService } from './source-service'
import { DEFAULT_UPSTREAM_SETTINGS } from './upstream-request'

export { type ByteRange, parseByteRange } from './byte-range'
export { allowsRange, matchesEntityTag } from './entity-tag'
export type { FirstRow, FirstRows } from './first-rows'
export { firstRowsSchema } from './first-rows'
export type { LocalDataset } from './local-dataset'
export { parsePieces } from './piece-list'
export type { SourceSettings } from './settings'
export { parseShardPath, shardContentType } from './shard-name'
export type { ShardReader } from './shard-reader'
export type { NewSource, Shard, SourceDetail, SourceKind, SourceList, SourceSummary } from './source'
export { newSourceSchema, sourceDetailSchema, sourceListSchema, sourceSummarySchema } from './source'
export { SourceError, type SourceErrorCode, type SourceProblem } from './source-error'
export { createFileRegistry, type SourceRegistry } from './source-registry'
export { createSourceService, type SourceService } from './source-service'
export { DEFAULT_UPSTREAM_SETTINGS, type UpstreamSettings } from './upstream-request'

let service: SourceService | null = null

/** The sources of this server, set up from the environment the first time they are asked for. */
export function sourceService(): SourceService {
  service ??= createFromEnv()
  return service
}

/** Puts another service in the place of the one set up from the environment: another registry, other time limits. */
export function provideSourceService(other: SourceService): void {
  service = other
}

function createFromEnv(): SourceService {
  const { ALIGNX_STATE_DIR, ALIGNX_DATA_DIR, ALIGNX_HUB_URL, ALIGNX_HUB_TOKEN } = env()
  const settings: SourceSettings = {
    sampleFolder: resolve(join(ALIGNX_STATE_DIR, 'sample')),
    dataFolder: ALIGNX_DATA_DIR === null ? null : resolve(ALIGNX_DATA_DIR),
    hubUrl: ALIGNX_HUB_URL,
    hubToken: ALIGNX_HUB_TOKEN,
    upstream: DEFAULT_UPSTREAM_SETTINGS,
  }
  return createSourceService(settings, createFileRegistry(resolve(join(ALIGNX_STATE_DIR, 'sources.json'))))
}
