'use client'
import type { Project } from '@/lib/core/annotation/project'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Input, Select } from '../ui/input'
import { useLoad } from '../ui/use-load'
import { ChoiceCards } from './choice-cards'
import { listRunNames } from './queue-client'
import type { QueuePurpose } from './read-queue-form'

interface QueueFieldsProps {
  readonly who: string
  readonly project: Project
  readonly purpose: QueuePurpose
  readonly onPurpose: (purpose: QueuePurpose) => void
  /** The largest sample. */
  readonly most: number
  readonly words: string
}

const PURPOSES: readonly { key: QueuePurpose; label: string; explanation: string }[] = [
  { key: 'work', label: 'Work', explanation: 'Each item is annotated by as many people as you say.' },
  {
    key: 'gold',
    label: 'Gold',
    explanation: 'Known answers, hidden among the work of everyone: how reliable is each person?',
  },
  {
    key: 'training',
    label: 'Training',
    explanation: 'Comes first for everyone and shows the expected answers afterwards.',
  },
]
const USUAL_SIZE = 100
const USUAL_EXPECTED = 5

/** What a queue is for, how large, for how many people, by when, and what is suggested. */
export function QueueFields({ who, project, purpose, onPurpose, most, words }: QueueFieldsProps) {
  const isWork = purpose === 'work'
  return (
    <>
      <ChoiceCards name="purpose" label="Purpose" value={purpose} options={PURPOSES} onChange={onPurpose} />
      <div className="grid grid-cols-2 gap-3 min-[700px]:grid-cols-4">
        <Field label="Sample size" htmlFor="queue-size" hint={`at most ${formatCount(most)}`}>
          <Input
            key={`${most} ${purpose}`}
            id="queue-size"
            name="size"
            type="number"
            min={1}
            max={most}
            required
            defaultValue={Math.min(isWork ? USUAL_SIZE : USUAL_EXPECTED, most)}
          />
        </Field>
        <Field label="Seed" htmlFor="queue-seed" hint="sample, order, sides">
          <Input id="queue-seed" name="seed" type="number" min={0} max={0xffffffff} required defaultValue={1} />
        </Field>
        <Field label="Order" htmlFor="queue-order">
          <Select id="queue-order" name="order" defaultValue="random">
            <option value="random">shuffled by the seed</option>
            <option value="given">as drawn</option>
          </Select>
        </Field>
        <Field label="Due" htmlFor="queue-due" hint="the end of the day, UTC">
          <Input id="queue-due" name="due" type="date" />
        </Field>
        {isWork && (
          <>
            <Field label="Overlap" htmlFor="queue-overlap" hint="people an item">
              <Input id="queue-overlap" name="overlap" type="number" min={1} max={50} required defaultValue={2} />
            </Field>
            <Field label="Most items a person" htmlFor="queue-share" hint="empty: no limit">
              <Input id="queue-share" name="share" type="number" min={1} max={50_000} placeholder="all" />
            </Field>
          </>
        )}
        {purpose === 'gold' && (
          <Field label="One item in" htmlFor="queue-gold" hint="a known one among the work">
            <Input id="queue-gold" name="goldEvery" type="number" min={2} max={1000} required defaultValue={10} />
          </Field>
        )}
      </div>
      {project.suggestions === 'never' ? (
        <p className="text-meta text-ink-soft">The project shows no suggestions, so none are kept.</p>
      ) : (
        <Suggestions who={who} />
      )}
      <Field label="Name" htmlFor="queue-name">
        <Input id="queue-name" name="name" maxLength={120} placeholder={words} />
      </Field>
    </>
  )
}

function Suggestions({ who }: { who: string }) {
  const runs = useLoad('runs', (signal) => listRunNames(who, signal))
  return (
    <div className="grid gap-3 min-[560px]:grid-cols-2">
      <Field
        label="Suggest the profile of the history"
        htmlFor="queue-profile"
        hint="for direction and verify questions"
      >
        <Select id="queue-profile" name="profile" defaultValue="">
          <option value="">no</option>
          <option value="published">by the published rule</option>
          <option value="exact">by the exact rule</option>
        </Select>
      </Field>
      <Field
        label="Suggest what a run prefers"
        htmlFor="queue-run"
        hint={
          runs.phase === 'failed'
            ? 'the runs could not be read'
            : 'for the preference question, where it scored the row'
        }
      >
        <Select id="queue-run" name="run" defaultValue="">
          <option value="">no</option>
          {(runs.value ?? []).map((run) => (
            <option key={run.id} value={run.id}>
              {run.name}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}
