import { z } from 'zod'
import { requestJson, requestNothing } from '../ui/request'
import { type SourceSummary, sourceSummarySchema } from './source-summary'

const listSchema = z.object({ sources: z.array(sourceSummarySchema) })

async function listSources(): Promise<readonly SourceSummary[]> {
  return (await requestJson(listSchema, '/api/v1/sources')).sources
}

/** Adds what an address names, a dataset of the hub or one or more files, and returns the new list of sources. */
export async function addRemoteSource(address: string, token: string): Promise<readonly SourceSummary[]> {
  const urls = address.trim().split(/\s+/)
  const body = address.trim().startsWith('hf://')
    ? { kind: 'hub', ref: address.trim(), ...(token ? { token } : {}) }
    : { kind: 'url', urls, label: labelOf(urls) }
  await requestNothing('/api/v1/sources', { method: 'POST', body })
  return listSources()
}

/** Forgets a source of the server and returns the list without it. */
export async function removeSource(id: string): Promise<readonly SourceSummary[]> {
  await requestNothing(`/api/v1/sources/${encodeURIComponent(id)}`, { method: 'DELETE' })
  return listSources()
}

function labelOf(urls: readonly string[]): string {
  const name = urls[0]?.split('/').filter(Boolean).at(-1) ?? 'address'
  return (urls.length === 1 ? name : `${name} and ${urls.length - 1} more`).slice(0, 120)
}
