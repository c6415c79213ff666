'use client'
import { GuidelineVersions } from './guideline-versions'
import { ProjectQuestions } from './project-questions'
import { ProjectSettings } from './project-settings'
import type { ProjectTabProps } from './project-view'

/** What a project says and asks: its guidelines in all versions, its questions, and what can be set of it. */
export default function QuestionsTab(props: ProjectTabProps) {
  return (
    <div className="grid gap-8 min-[1200px]:grid-cols-2">
      <GuidelineVersions {...props} />
      <div className="flex min-w-0 flex-col gap-8">
        <ProjectQuestions {...props} />
        {props.isAdmin && <ProjectSettings {...props} />}
      </div>
    </div>
  )
}
