'use client'
import { useState } from 'react'

/** Which version of the guidelines an annotator has read in this browser; 0 for none. */
export function useSeenGuidelines(who: string, projectId: string) {
  const key = `alignx-lens.guidelines.${who}.${projectId}`
  const [seen, setSeen] = useState(() => readSeen(key))
  return {
    seen,
    markSeen: (version: number) => {
      setSeen(version)
      try {
        localStorage.setItem(key, String(version))
      } catch {
        // Where nothing can be kept it is known as long as the page lasts.
      }
    },
  }
}

function readSeen(key: string): number {
  try {
    return Number(localStorage.getItem(key) ?? 0)
  } catch {
    return 0
  }
}
