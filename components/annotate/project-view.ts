import type { Project } from '@/lib/core/annotation/project'

/** The pages of a project, in the order of their tabs. */
export const PROJECT_TABS = [
  { key: 'progress', label: 'Progress' },
  { key: 'questions', label: 'Questions & guidelines' },
  { key: 'queues', label: 'Queues' },
  { key: 'agreement', label: 'Agreement' },
  { key: 'disagreements', label: 'Disagreements' },
  { key: 'history', label: 'History' },
  { key: 'files', label: 'Export & import' },
] as const
export type ProjectTab = (typeof PROJECT_TABS)[number]['key']

/** Which items the list of disagreements holds. */
export const DISPUTE_STATES = ['open', 'decided', 'all'] as const
export type DisputeState = (typeof DISPUTE_STATES)[number]

/** What a project's page shows. The address bar is its only home. */
export interface ProjectView {
  readonly tab: ProjectTab
  /** The item that is decided about. */
  readonly item: string | null
  readonly state: DisputeState
  /** The two annotators whose agreement is read; `null` for all. */
  readonly pair: readonly [string, string] | null
}

/** Reads the view from the address; what cannot be read is as if it were not there. */
export function parseProjectView(params: URLSearchParams): ProjectView {
  const [first, second, ...more] = (params.get('pair') ?? '').split(',').filter((id) => /^[\w-]{1,64}$/.test(id))
  const item = params.get('item')
  return {
    tab: PROJECT_TABS.find(({ key }) => key === params.get('tab'))?.key ?? 'progress',
    item: item !== null && /^[\w-]{1,64}$/.test(item) ? item : null,
    state: DISPUTE_STATES.find((state) => state === params.get('state')) ?? 'open',
    pair: first !== undefined && second !== undefined && first !== second && more.length === 0 ? [first, second] : null,
  }
}

/** The address of a view, with the parameters of `kept` that are not the view's own: those of the rows to add. */
export function formatProjectView(view: ProjectView, kept: URLSearchParams): string {
  const params = new URLSearchParams(kept)
  const set = (name: string, value: string | null) => {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  set('tab', view.tab === 'progress' ? null : view.tab)
  set('item', view.tab === 'disagreements' ? view.item : null)
  set('state', view.state === 'open' ? null : view.state)
  set('pair', view.pair?.join(',') ?? null)
  return params.toString()
}

/** What every tab of a project is given. */
export interface ProjectTabProps {
  /** The id to ask the API with. */
  readonly who: string
  readonly project: Project
  /** Whether who works here may change the project. */
  readonly isAdmin: boolean
  readonly view: ProjectView
  readonly setView: (change: Partial<ProjectView>) => void
  /** Takes over the project as the API answered it after a change. */
  readonly onProject: (project: Project) => void
  /** The source that opens when the address names none. */
  readonly firstSource: string | null
}
