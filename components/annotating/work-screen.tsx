'use client'
import { ArrowLeft, UserRoundX } from 'lucide-react'
import Link from 'next/link'
import type { Project } from '@/lib/core/annotation/project'
import { AnnotatorSwitcher } from '../annotators/annotator-switcher'
import { type Annotators, useAnnotators } from '../annotators/use-annotators'
import { PageBar } from '../frame/page-bar'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Notice } from '../ui/notice'
import { useLater } from '../ui/use-later'
import { DeskSkeleton } from './desk-skeleton'
import { loadDesk } from './later-parts'

/** Where an annotator works: one item after the other. What it is made of comes after the first load. */
export function WorkScreen({ project }: { project: Project }) {
  const annotators = useAnnotators()
  return (
    <>
      <PageBar title={project.name}>
        <Button variant="quiet" size="small" asChild className="max-[720px]:hidden">
          <Link href="/annotate">
            <ArrowLeft aria-hidden /> Projects
          </Link>
        </Button>
        <div className="ml-auto max-[720px]:hidden">
          <AnnotatorSwitcher annotators={annotators} />
        </div>
      </PageBar>
      <Place project={project} annotators={annotators} />
    </>
  )
}

function Place({ project, annotators }: { project: Project; annotators: Annotators }) {
  const later = useLater(loadDesk, true)
  const { who, list, reload } = annotators
  if (list.phase === 'failed' && !list.value)
    return (
      <div className="p-4">
        <Notice
          tone="fault"
          title="It is not known who works here"
          actions={
            <Button size="small" onClick={reload}>
              Try again
            </Button>
          }
        >
          {list.error.message}
        </Notice>
      </div>
    )
  const me = list.value?.me
  // A phone has no room for it in the head of the page.
  const switcher = (
    <div className="min-[721px]:hidden">
      <AnnotatorSwitcher annotators={annotators} />
    </div>
  )
  if (me === null)
    return (
      <EmptyState icon={UserRoundX} title="This person does not work here any more" action={switcher}>
        They were archived or are unknown to this server. Choose who you are. What was typed and submitted in this
        browser is kept, and goes on when they are taken back.
      </EmptyState>
    )
  if (!later || who === null || me?.id !== who) return <DeskSkeleton />
  if (me.role === 'viewer')
    return (
      <EmptyState icon={UserRoundX} title={`${me.name} only reads`} action={switcher}>
        Viewers see results and answer nothing. Choose an annotator, or have an admin change the role.
      </EmptyState>
    )
  return <later.Desk key={`${who} ${project.id}`} who={who} project={project} switcher={switcher} />
}
