'use client'
import { PenLine } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ComponentType, useState } from 'react'
import { LOCAL_ANNOTATOR } from '@/lib/core/annotation/local-annotator'
import type { Project } from '@/lib/core/annotation/project'
import { AnnotatorSwitcher } from '../annotators/annotator-switcher'
import { chooseAnnotator } from '../annotators/current-annotator'
import { type Annotators, useAnnotators } from '../annotators/use-annotators'
import { PageBar } from '../frame/page-bar'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { loadPart } from '../ui/load-part'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { PROJECT_TABS, type ProjectTab, type ProjectTabProps } from './project-view'
import { useProjectView } from './use-project-view'

const loading = () => <TabSkeleton />
const Tabs = dynamic(() => loadPart(() => import('../ui/tabs').then((module) => module.Tabs)), { ssr: false, loading })
const CONTENTS: Record<ProjectTab, ComponentType<ProjectTabProps>> = {
  progress: dynamic(() => loadPart(() => import('./progress-tab')), { ssr: false, loading }),
  questions: dynamic(() => loadPart(() => import('./questions-tab')), { ssr: false, loading }),
  queues: dynamic(() => loadPart(() => import('./queues-tab')), { ssr: false, loading }),
  agreement: dynamic(() => loadPart(() => import('./agreement-tab')), { ssr: false, loading }),
  disagreements: dynamic(() => loadPart(() => import('./disagreements-tab')), { ssr: false, loading }),
  history: dynamic(() => loadPart(() => import('./history-tab')), { ssr: false, loading }),
  files: dynamic(() => loadPart(() => import('./files-tab')), { ssr: false, loading }),
}
/** Tabs that hold the answers of others. */
const CLOSED_TO_ANNOTATORS: readonly ProjectTab[] = ['agreement', 'disagreements', 'history', 'files']

interface ProjectScreenProps {
  readonly project: Project
  readonly firstSource: string | null
}

/** One project for whoever leads it: how far it is, what it asks, its rows, agreement, decisions, history and files. */
export function ProjectScreen({ project: first, firstSource }: ProjectScreenProps) {
  const [project, setProject] = useState(first)
  const [view, setView] = useProjectView()
  const annotators = useAnnotators()
  const { who, list } = annotators
  const role = list.value?.me?.role ?? null
  return (
    <>
      <PageBar title={project.name}>
        {project.status === 'closed' && <Badge>closed</Badge>}
        {project.isBlind && (
          <Badge tone="signal" title="Annotators do not learn which response was chosen">
            blind
          </Badge>
        )}
        <div className="ml-auto flex min-w-0 items-center gap-2">
          {role !== 'viewer' && project.status === 'open' && project.items > 0 && (
            <Button size="small" asChild>
              <Link href={`/annotate/${project.id}/work`}>
                <PenLine aria-hidden /> Annotate
              </Link>
            </Button>
          )}
          <AnnotatorSwitcher annotators={annotators} />
        </div>
      </PageBar>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-8 pt-1 max-[720px]:px-3">
        {who === null || list.value === null ? (
          <NobodyYet annotators={annotators} />
        ) : (
          <Tabs
            label="Pages of the project"
            value={view.tab}
            onChange={(key) => setView({ tab: PROJECT_TABS.find((tab) => tab.key === key)?.key ?? view.tab })}
            tabs={PROJECT_TABS.map(({ key, label }) => {
              const Content = CONTENTS[key]
              const isClosed = role === null || (role === 'annotator' && CLOSED_TO_ANNOTATORS.includes(key))
              return {
                key,
                label,
                content: isClosed ? (
                  <ClosedTab name={list.value?.me?.name ?? null} />
                ) : (
                  <Content
                    key={who}
                    who={who}
                    project={project}
                    isAdmin={role === 'admin'}
                    view={view}
                    setView={setView}
                    onProject={setProject}
                    firstSource={firstSource}
                  />
                ),
              }
            })}
          />
        )}
      </div>
    </>
  )
}

/** In the place of the tabs while it is not known who works here, or when that cannot be read. */
function NobodyYet({ annotators: { list, reload } }: { annotators: Annotators }) {
  if (list.phase !== 'failed') return <TabSkeleton />
  return (
    <Notice
      tone="fault"
      title="Who works here could not be read"
      className="mt-3"
      actions={
        <Button size="small" onClick={reload}>
          Read it again
        </Button>
      }
    >
      {list.error.message}
    </Notice>
  )
}

function ClosedTab({ name }: { name: string | null }) {
  return (
    <Notice
      tone="info"
      title={name === null ? 'Choose who works here' : `${name} is an annotator and does not see this`}
      actions={
        <Button size="small" onClick={() => chooseAnnotator(LOCAL_ANNOTATOR)}>
          Work as the local administrator
        </Button>
      }
    >
      {name === null
        ? 'Whoever was chosen is archived or not there any more.'
        : 'It holds the answers of others, which annotators must not see while they annotate.'}
    </Notice>
  )
}

/** In the place of a tab while it is read. */
function TabSkeleton() {
  return (
    <div className="flex flex-col gap-4 pt-3">
      <Skeleton className="h-8 w-80 max-w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
