import { parseView } from '@/lib/core/view'
import { dataset } from '@/lib/dataset'
import { OPENS } from './opens-meta'

/** Begins to open the source that the page says it will open; a page that says none opens it by itself. */
export function openEarly(): void {
  const source = document.querySelector<HTMLMetaElement>(`meta[name="${OPENS}"]`)?.content
  if (source) void dataset.openServerSource(source, parseView(new URLSearchParams(location.search)).answers)
}
