import type { Filter } from '@/lib/core/filter'
import type { ParsedVectorsView } from '@/lib/core/vectors-view'
import type { DatasetState, PoleCounts } from '@/lib/dataset'
import type { Load } from '../ui/use-load'
import type { SetVectorsView } from './use-vectors-view'

/** What every tab of Vectors works on. */
export interface TabProps {
  readonly view: ParsedVectorsView
  readonly setView: SetVectorsView
  readonly state: DatasetState
  /** Stands for the loaded rows and for those under the filter: equal keys, equal rows. */
  readonly rowsKey: string
  readonly filterKey: string
  /** The counts of all loaded rows, and of those under the filter. */
  readonly totals: Load<PoleCounts>
  readonly counts: Load<PoleCounts>
  /** Of the app, for what is exported. */
  readonly appVersion: string
  readonly onConditions: (conditions: readonly Filter[]) => void
}
