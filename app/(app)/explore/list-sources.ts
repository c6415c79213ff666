import 'server-only'
import type { SourceSummary } from '@/components/dataset/source-summary'
import { sourceService } from '@/lib/sources'

/** The sources that this server offers. */
export async function listSources(): Promise<readonly SourceSummary[]> {
  return (await sourceService().listSources()).sources
}
