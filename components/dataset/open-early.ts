import { z } from 'zod'
import { parseView } from '@/lib/core/view'
import { dataset, giveSource } from '@/lib/dataset'
import { OPENS } from './opens-meta'

const namedSchema = z.looseObject({ id: z.string() })

/** Begins to open the source that the page says it will open; a page that says none opens it by itself. */
export function openEarly(): void {
  const said = document.querySelector<HTMLMetaElement>(`meta[name="${OPENS}"]`)?.content
  if (!said || dataset.getSnapshot().phase !== 'empty') return
  const source = namedSchema.parse(JSON.parse(said))
  giveSource(source.id, source)
  void dataset.openServerSource(source.id, parseView(new URLSearchParams(location.search)).answers)
}
