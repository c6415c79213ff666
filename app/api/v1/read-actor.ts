import type { Annotator } from '@/lib/core/annotation/annotator'
import { readActor } from '@/lib/store'

/**
 * Who a request is made by: in local mode the annotator whose id the header `alignx-annotator` names, the local
 * administrator without it. Throws `StoreError`: `annotator-unknown`, `annotator-archived`.
 */
export function readRequestActor(request: Request): Promise<Annotator> {
  return readActor(request.headers.get('alignx-annotator'))
}
