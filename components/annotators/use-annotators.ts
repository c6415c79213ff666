'use client'
import { useState } from 'react'
import { type Load, useLoad } from '../ui/use-load'
import type { AnnotatorList } from './annotators-client'
import { useCurrentAnnotator } from './current-annotator'

/** Who works in this browser, and who else there is. */
export interface Annotators {
  /** The id to ask the API with; `null` while it is not known yet. */
  readonly who: string | null
  readonly list: Load<AnnotatorList>
  /** Reads the list again, after a change of it. */
  readonly reload: () => void
}

/** Reads who works in this browser, and everyone who can. */
export function useAnnotators(): Annotators {
  const who = useCurrentAnnotator()
  const [version, setVersion] = useState(0)
  const list = useLoad(who === null ? null : `${who} ${version}`, async (signal) => {
    const { listAnnotators } = await import('./annotators-client')
    return listAnnotators(who ?? '', signal)
  })
  return { who, list, reload: () => setVersion((last) => last + 1) }
}
