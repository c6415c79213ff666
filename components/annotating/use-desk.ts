'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Project } from '@/lib/core/annotation/project'
import { openBrowserStorage } from './browser-storage'
import { DeskSession } from './desk-session'
import type { DeskSnapshot } from './desk-snapshot'

/** The session of an annotator in a project, and what it is at. Both must stay the same while it lasts. */
export function useDesk(
  who: string,
  project: Project,
): { readonly session: DeskSession; readonly snapshot: DeskSnapshot } {
  const [session] = useState(() => new DeskSession(who, project, openBrowserStorage()))
  useEffect(() => session.start(), [session])
  return { session, snapshot: useSyncExternalStore(session.subscribe, session.read, session.read) }
}
