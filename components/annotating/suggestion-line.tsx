import { Sparkles } from 'lucide-react'
import type { Question } from '@/lib/core/annotation/question'
import type { ShownSuggestion, Task } from '@/lib/core/annotation/task'
import { Button } from '../ui/button'
import { describeAnswer, describeOrigin, joinValues } from './describe-answer'

interface SuggestionLineProps {
  readonly question: Question
  readonly suggestion: ShownSuggestion
  readonly chosenSide: Task['chosenSide']
  /** Puts it in as the answer; without it the suggestion is only shown. */
  readonly onTake?: () => void
}

/** What a model or a rule says about a question, and what it rests on. */
export function SuggestionLine({ question, suggestion, chosenSide, onTake }: SuggestionLineProps) {
  const values = describeAnswer(question, suggestion.answer, chosenSide)
  return (
    <div className="mb-2 flex items-start gap-2 rounded-md bg-signal-soft px-2.5 py-1.5 text-signal">
      <Sparkles aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{values.length === 0 ? 'Neutral in every dimension' : joinValues(values)}</span>
        <span className="block text-meta">Suggested by the {describeOrigin(suggestion)}</span>
      </p>
      {onTake && (
        <Button size="small" onClick={onTake} className="max-[1023px]:h-11">
          Take it
        </Button>
      )}
    </div>
  )
}
