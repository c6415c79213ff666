'use client'
import type { ProjectTabProps } from './project-view'

export default function Tab(_: ProjectTabProps) {
  return null
}
