import {
  BookOpen,
  ChartNoAxesColumn,
  Grid3x3,
  LayoutDashboard,
  type LucideIcon,
  PenLine,
  Server,
  Table2,
  UserRound,
} from 'lucide-react'

export interface Destination {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** From here on at the foot of the rail rather than among the jobs. */
  readonly atFoot?: boolean
  /** Below 720 px behind *More*, where the bar has no room. */
  readonly inMore?: boolean
  readonly hint: string
}

/** Where the rail and the command palette lead. */
export const DESTINATIONS: readonly Destination[] = [
  { href: '/explore', label: 'Explore', icon: Table2, hint: 'Browse, filter and search rows' },
  { href: '/vectors', label: 'Vectors', icon: Grid3x3, hint: 'Distribution, relations, comparison, neighbours, map' },
  {
    href: '/profiles',
    label: 'Profiles',
    icon: UserRound,
    hint: 'One person: target pair, history and texts side by side',
  },
  {
    href: '/annotate',
    label: 'Annotate',
    icon: PenLine,
    hint: 'Ask people about rows',
  },
  { href: '/evaluate', label: 'Evaluate', icon: ChartNoAxesColumn, hint: 'Score rows and read the alignment accuracy' },
  { href: '/dashboards', label: 'Dashboards', icon: LayoutDashboard, inMore: true, hint: 'Results shared by link' },
  {
    href: '/backends',
    label: 'Backends',
    icon: Server,
    atFoot: true,
    inMore: true,
    hint: 'Inference servers and their probe',
  },
  {
    href: '/help',
    label: 'Help',
    icon: BookOpen,
    inMore: true,
    hint: 'How numbers are computed, keys, data formats',
  },
]
