'use client'
import type { ReactNode, RefObject } from 'react'
import type { Task } from '@/lib/core/annotation/task'
import { ScrollRegion } from '../ui/scroll-region'
import { ItemTexts } from './item-texts'

interface DeskLayoutProps {
  readonly head: ReactNode
  readonly task: Task
  readonly cue: number | null
  readonly questionsBox?: RefObject<HTMLDivElement | null>
  readonly questions: ReactNode
  readonly actions: ReactNode
}

/** Texts on the left, questions on the right; below 1024 px one after the other, with the actions at the foot. */
export function DeskLayout({ head, task, cue, questionsBox, questions, actions }: DeskLayoutProps) {
  return (
    <div className="grid min-h-0 min-w-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] min-[1024px]:grid-cols-[minmax(0,1fr)_minmax(380px,34%)]">
      <div className="min-h-0 overflow-y-auto min-[1024px]:contents">
        <ScrollRegion
          label="Texts of the item"
          className="min-h-0 p-4 min-[1024px]:row-span-2 min-[1024px]:overflow-y-auto"
        >
          {head}
          <ItemTexts task={task} cue={cue} />
        </ScrollRegion>
        <div
          ref={questionsBox}
          tabIndex={-1}
          className="min-h-0 outline-none max-[1023px]:border-t-4 max-[1023px]:border-sunken min-[1024px]:overflow-y-auto min-[1024px]:border-l"
        >
          {questions}
        </div>
      </div>
      <div className="min-[1024px]:col-start-2 min-[1024px]:border-l">{actions}</div>
    </div>
  )
}
