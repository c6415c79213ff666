'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { ProjectChange } from '@/lib/core/annotation/project'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { changeProject, deleteProject } from './annotate-client'
import { ChoiceCards } from './choice-cards'
import type { ProjectTabProps } from './project-view'
import { Section } from './section'
import { SUGGESTION_TIMES } from './suggestion-times'

/** Name, suggestions, and closing or deleting a project. */
export function ProjectSettings({ who, project, onProject }: ProjectTabProps) {
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const isOpen = project.status === 'open'

  async function act(work: () => Promise<void>) {
    setProblem(null)
    try {
      await work()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }
  const change = (changes: ProjectChange) =>
    void act(async () => onProject(await changeProject(who, project.id, changes)))

  function rename(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    change({ name: String(new FormData(event.currentTarget).get('name')) })
  }

  return (
    <Section title="Project">
      {problem && (
        <Notice tone="fault" title="The project was not changed">
          {problem}
        </Notice>
      )}
      <form onSubmit={rename} className="flex items-end gap-2">
        <div className="flex-1">
          <Field label="Name" htmlFor="settings-name">
            <Input id="settings-name" name="name" required maxLength={120} defaultValue={project.name} />
          </Field>
        </div>
        <Button type="submit">Rename</Button>
      </form>
      <p className="mt-2 text-meta font-medium text-ink-soft">Show what a model suggests</p>
      <ChoiceCards
        name="suggestions"
        label="Show what a model suggests"
        value={project.suggestions}
        options={SUGGESTION_TIMES}
        onChange={(suggestions) => change({ suggestions })}
      />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button onClick={() => change({ status: isOpen ? 'closed' : 'open' })}>
          {isOpen ? 'Close the project' : 'Open it again'}
        </Button>
        {project.items === 0 && (
          <Button
            variant="danger"
            onClick={() =>
              void act(async () => {
                await deleteProject(who, project.id)
                router.push('/annotate')
              })
            }
          >
            Delete the empty project
          </Button>
        )}
        <p className="text-meta text-ink-soft">
          {isOpen
            ? 'In a closed project nobody takes tasks; everything can be read and it can be opened again.'
            : 'Nobody takes tasks while it is closed.'}
        </p>
      </div>
    </Section>
  )
}
