'use client'
import { useState } from 'react'
import { isBlind, type Question } from '@/lib/core/annotation/question'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { changeProject, type DraftFault, findQuestionFaults } from './annotate-client'
import type { ProjectTabProps } from './project-view'
import { wordsOfKind } from './question-kinds'
import { QuestionsEditor } from './questions-editor'
import { Section } from './section'

/** The questions of a project; they can be changed until its first item. */
export function ProjectQuestions({ who, project, isAdmin, onProject }: ProjectTabProps) {
  const [draft, setDraft] = useState<readonly Question[] | null>(null)
  const [faults, setFaults] = useState<readonly DraftFault[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const mayChange = isAdmin && project.items === 0

  async function save() {
    if (draft === null) return
    const found = findQuestionFaults([...draft])
    setFaults(found)
    setProblem(null)
    if (found.length > 0) return
    try {
      onProject(await changeProject(who, project.id, { questions: [...draft] }))
      setDraft(null)
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
  }

  return (
    <Section
      title="Questions"
      note={
        project.items === 0
          ? 'They can be changed until the first row is in a queue.'
          : 'They stay as they are, since there are items: answers to other questions could not be compared.'
      }
      actions={
        mayChange &&
        draft === null && (
          <Button size="small" onClick={() => setDraft(project.questions)}>
            Change
          </Button>
        )
      }
    >
      {problem && (
        <Notice tone="fault" title="The questions were not changed">
          {problem}
        </Notice>
      )}
      {draft === null ? (
        <ol className="flex flex-col divide-y rounded-md border">
          {project.questions.map((question) => (
            <li key={question.key} className="px-3 py-2">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {question.title}
                <Badge>{wordsOfKind(question.kind).label}</Badge>
                {!question.required && <Badge>may stay open</Badge>}
              </p>
              {question.help && <p className="text-ink-soft">{question.help}</p>}
              <p className="text-meta text-ink-faint">
                <span className="font-mono">{question.key}</span>
                {describeOptions(question)}
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <>
          <QuestionsEditor questions={draft} faults={faults} onChange={setDraft} />
          {isBlind(draft) !== project.isBlind && (
            <p className="text-meta text-ink-soft">
              {isBlind(draft) ? 'The project becomes blind.' : 'The project is not blind any more.'}
            </p>
          )}
          <div className="flex gap-2">
            <Button variant="primary" onClick={() => void save()}>
              Save questions
            </Button>
            <Button onClick={() => setDraft(null)}>Discard</Button>
          </div>
        </>
      )}
    </Section>
  )
}

function describeOptions(question: Question): string {
  switch (question.kind) {
    case 'direction':
    case 'verify':
      return question.dimensions === null ? ' · all 90 dimensions' : ` · ${question.dimensions.length} dimensions`
    case 'preference':
      return ` · ${question.tie ? 'tie allowed' : 'no tie'}${question.confidence ? ' · asks how sure' : ''}`
    case 'choice':
      return ` · ${question.options.map(({ label }) => label).join(question.ordered ? ' < ' : ', ')}`
    case 'text':
      return ` · at most ${question.maxLength} characters`
    case 'consistency':
    case 'universal':
    case 'flags':
    case 'note':
      return ''
  }
}
