'use client'
import { useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, type ReactNode, useState } from 'react'
import { AnnotatorSwitcher } from '../annotators/annotator-switcher'
import { useAnnotators } from '../annotators/use-annotators'
import { PageBar } from '../frame/page-bar'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import type { DraftFault } from './annotate-client'
import { ChoiceCards } from './choice-cards'
import { GuidelinesField } from './guidelines-field'
import { FIRST_TEMPLATE, PROJECT_TEMPLATES, questionsOf } from './project-templates'
import { QuestionsEditor } from './questions-editor'
import { SUGGESTION_TIMES } from './suggestion-times'

/** A new project: what to start from, its name and guidelines, its questions, and when suggestions are shown. */
export function NewProjectScreen() {
  const router = useRouter()
  const params = useSearchParams()
  const annotators = useAnnotators()
  const [template, setTemplate] = useState(FIRST_TEMPLATE)
  const [name, setName] = useState('')
  const [guidelines, setGuidelines] = useState(FIRST_TEMPLATE.guidelines)
  const [questions, setQuestions] = useState(() => questionsOf(FIRST_TEMPLATE))
  const [suggestions, setSuggestions] = useState(FIRST_TEMPLATE.suggestions)
  const [faults, setFaults] = useState<readonly DraftFault[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  function startFrom(key: string) {
    const chosen = PROJECT_TEMPLATES.find((one) => one.key === key) ?? FIRST_TEMPLATE
    setTemplate(chosen)
    setQuestions(questionsOf(chosen))
    setSuggestions(chosen.suggestions)
    // Own words stay; those of another template do not.
    if (PROJECT_TEMPLATES.some((one) => one.guidelines === guidelines)) setGuidelines(chosen.guidelines)
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (annotators.who === null) return
    setIsBusy(true)
    setProblem(null)
    try {
      const client = await import('./annotate-client')
      const draft = { name: name.trim() || template.label, guidelines, questions: [...questions], suggestions }
      const found = client.findProjectFaults(draft)
      setFaults(found)
      if (found.length === 0) {
        const project = await client.createProject(annotators.who, draft)
        router.push(`/annotate/${project.id}?${new URLSearchParams([['tab', 'queues'], ...params])}`)
        return
      }
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
    setIsBusy(false)
  }

  return (
    <>
      <PageBar title="New project">
        <div className="ml-auto">
          <AnnotatorSwitcher annotators={annotators} />
        </div>
      </PageBar>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <form onSubmit={submit} className="mx-auto flex max-w-3xl flex-col gap-8 p-4 pb-12">
          <Part title="Start from">
            <ChoiceCards
              name="template"
              label="Start from"
              value={template.key}
              options={PROJECT_TEMPLATES}
              onChange={startFrom}
            />
          </Part>
          <Part title="Name and guidelines">
            <Field label="Name" htmlFor="project-name">
              <Input
                id="project-name"
                value={name}
                maxLength={120}
                placeholder={template.label}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
            <GuidelinesField value={guidelines} onChange={setGuidelines} />
          </Part>
          <Part title="Questions">
            <QuestionsEditor questions={questions} faults={faults} onChange={setQuestions} />
          </Part>
          <Part title="Show what a model suggests">
            <ChoiceCards
              name="suggestions"
              label="Show what a model suggests"
              value={suggestions}
              options={SUGGESTION_TIMES}
              onChange={setSuggestions}
            />
            <p className="text-meta text-ink-soft">
              Suggestions come with a queue: the profile of the history, or what a scored run prefers.
            </p>
          </Part>
          {problem && (
            <Notice tone="fault" title="The project was not made">
              {problem}
            </Notice>
          )}
          {faults.length > 0 && (
            <Notice tone="fault" title="The project cannot be made like this">
              {faults.map(({ place, message }) => `${nameOfPlace(place)}: ${message}`).join('; ')}
            </Notice>
          )}
          <Button type="submit" variant="primary" disabled={isBusy || annotators.who === null} className="self-start">
            {isBusy ? 'Making…' : 'Make the project'}
          </Button>
        </form>
      </div>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3" aria-label={title}>
      <h2 className="text-title font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function nameOfPlace([field, at]: DraftFault['place']): string {
  if (field === 'questions' && typeof at === 'number') return `question ${at + 1}`
  return String(field ?? 'project')
}
