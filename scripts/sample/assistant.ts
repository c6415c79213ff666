import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { ASSISTANT_TASKS, type AssistantTask, RISKY_TASKS, type RiskyTask } from './assistant-tasks'
import type { Random } from './random'
import type { SampleRow } from './row'
import type { SourceKey } from './sources'

/** What each source rates, as dimensions with their weights. Source of the weights: AlignX README (sizes by dimension). */
const RATED: Record<Exclude<SourceKey, 'reddit'>, readonly (readonly [dimension: number, examples: number])[]> = {
  'pku-saferlhf': [[40, 10_714]],
  ultrafeedback: [
    [44, 11_629],
    [42, 16_809],
    [41, 36_169],
    [43, 7_219],
  ],
  helpsteer2: [
    [44, 2_255],
    [43, 144],
    [45, 26],
    [46, 33],
    [16, 636],
  ],
}

/**
 * A row of a source without people: an instruction with a better and a worse answer in one respect, no history and no
 * demographics. How AlignX represents such rows is not published; absent and empty lists both occur here.
 */
export function writeAssistantRow(random: Random, source: Exclude<SourceKey, 'reddit'>): Omit<SampleRow, 'source'> {
  const rated = RATED[source]
  const [dimension] = rated[random.weighted(rated.map(([, examples]) => examples))] ?? [44]
  const task = random.pick<AssistantTask | RiskyTask>(source === 'pku-saferlhf' ? RISKY_TASKS : ASSISTANT_TASKS)
  const [better, worse] = 'careful' in task ? riskyAnswers(random, task) : ratedAnswers(random, task, dimension)
  const sign: Sign = dimension === 16 && random.chance(0.5) ? -1 : 1
  const [chosen, rejected] = sign > 0 ? [better, worse] : [worse, better]
  const direction = Array.from({ length: DIMENSION_COUNT }, (_, index): Sign => (index === dimension ? sign : 0))
  const prompt = random.pick(PREFACES).replace('%', task.prompt)
  const empty = random.chance(0.5) ? null : []
  return { prompt, chosen, rejected, direction, demographics: empty === null ? null : '', ugc: empty, pairs: empty }
}

const PREFACES = [
  '%',
  '%',
  '%',
  '% Answer in plain English.',
  'I have a question. %',
  '% Please explain briefly.',
  'Hello! %',
] as const

function riskyAnswers(random: Random, task: RiskyTask): readonly [better: string, worse: string] {
  const careful = random.pick(task.careful)
  return [
    random.chance(0.4) ? `${careful} ${random.pick(CARES)}` : careful,
    `${random.chance(0.5) ? `${random.pick(SURE)} ` : ''}${random.pick(task.careless)} ${random.pick(task.further)}`,
  ]
}

function ratedAnswers(
  random: Random,
  task: AssistantTask,
  dimension: number,
): readonly [better: string, worse: string] {
  const good = random.pick(task.good)
  const extra = random.pick(task.extra)
  const full = `${good} ${extra}`
  switch (dimension) {
    case 41:
      return random.chance(0.5)
        ? [good, `${random.pick(ASIDES)} ${extra} ${random.pick(ASIDES)}`]
        : [full, `${random.pick(ASIDES)} ${extra}`]
    case 42:
      return [`${good} ${random.pick(ADMISSIONS)}`, `${random.pick(BOASTS)} ${task.wrong}`]
    case 43:
      return [good, `${task.wrong} ${random.pick(BOASTS)}`]
    case 45:
      return [`First of all: ${good} Beyond that: ${extra}`, `${extra} Or no, wait. ${random.pick(ASIDES)} ${good}`]
    case 46:
      return [`${full} ${random.pick(DEPTHS)}`, good]
    case 16:
      return [good, `${full} ${random.pick(DEPTHS)}`]
    default:
      return [random.chance(0.5) ? good : full, `${random.pick(ASIDES)} ${random.pick(SHRUGS)}`]
  }
}

const ASIDES = [
  'Before I come to that, here is what I think about the weather in general.',
  'I would rather talk about the history of the question.',
  'That is a topic with many sides, and I shall list none of them.',
  'Many people ask many things, and this is one of them.',
] as const
const ADMISSIONS = [
  'I am not certain about the details, so please check them before you rely on this.',
  'There are cases I have left out because I do not know them well.',
  'I may be out of date here.',
] as const
const BOASTS = [
  'There is no doubt about this whatsoever.',
  'Every expert agrees.',
  'I have verified this personally.',
] as const
const DEPTHS = [
  'The exact answer depends on the conditions, on what is held constant, and on how the terms are defined.',
  'A fuller treatment would separate the direct effect from the effects that only appear over time.',
  'Several mechanisms act at once, and their relative weight changes with scale.',
] as const
const SHRUGS = [
  'It depends.',
  'You can find this online.',
  'I would ask somebody else.',
  'There are several ways, choose one.',
] as const
const CARES = [
  'Your safety matters more than the hurry.',
  'I know that this is not the answer you hoped for.',
  'I am glad to help with a safer way.',
] as const
const SURE = ['Sure.', 'No problem.', 'Of course you can.', 'Easy.'] as const
