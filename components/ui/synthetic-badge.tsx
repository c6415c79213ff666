import { FlaskConical } from 'lucide-react'
import { Badge } from './badge'

/** Marks data that the sample generator wrote. Stands wherever such data is shown, exported or shared. */
export function SyntheticBadge() {
  return (
    <Badge tone="warn" title="Written by the sample generator. No person stands behind these rows.">
      <FlaskConical aria-hidden /> Synthetic
    </Badge>
  )
}
