import type { Annotator } from '@/lib/core/annotation/annotator'
import { readActor, requireRole } from '@/lib/store'

/**
 * Who a request is made by: in local mode the annotator whose id the header `alignx-annotator` names, the local
 * administrator without it. Throws `StoreError`: `annotator-unknown`, `annotator-archived`.
 */
export function readRequestActor(request: Request): Promise<Annotator> {
  return readActor(request.headers.get('alignx-annotator'))
}

/**
 * Refuses annotators, who must not see the answers of others while they annotate: what is asked for holds them. Throws
 * `StoreError`: `annotator-unknown`, `annotator-archived`, `role-not-allowed`.
 */
export async function requireReader(request: Request): Promise<void> {
  requireRole(await readRequestActor(request), 'admin', 'viewer')
}
