import type { Statistic } from '@/lib/core/agreement/statistic'
import type { PartAgreement } from '@/lib/core/annotation/agreement-report'
import { FLAGS, type Question } from '@/lib/core/annotation/question'
import type { AgreementReport } from '@/lib/core/annotation/reports'
import { findDimension } from '@/lib/core/dimensions'

/** Agreement about one thing, as a line of the table. */
export interface AgreementLine {
  readonly key: string
  readonly question: string
  /** The dimension or flag in words; `null` for a whole question. */
  readonly part: string | null
  readonly agreement: PartAgreement
}

/** The agreement of a project as two tables, and how many parts are in neither because nobody answered them. */
export interface PreparedAgreement {
  readonly questions: readonly AgreementLine[]
  readonly parts: readonly AgreementLine[]
  readonly unanswered: number
}

/** Sorts the parts of a report into questions and their parts; parts without any value are counted, not shown. */
export function prepareAgreement(report: AgreementReport, questions: readonly Question[]): PreparedAgreement {
  const lines = report.parts.map((agreement) => ({
    key: `${agreement.question} ${agreement.part}`,
    question: titleOf(questions, agreement.question),
    part: agreement.part === null ? null : nameOfPart(agreement.part),
    agreement,
  }))
  const answered = lines.filter(({ part, agreement }) => part === null || agreement.ratings > 0)
  return {
    questions: answered.filter(({ part }) => part === null),
    parts: answered.filter(({ part }) => part !== null),
    unanswered: lines.length - answered.length,
  }
}

/** A question in its own words. */
export function titleOf(questions: readonly Question[], key: string): string {
  return questions.find((question) => question.key === key)?.title ?? key
}

/** A dimension or a flag in words. */
export function nameOfPart(key: string): string {
  return findDimension(key)?.label ?? FLAGS.find((flag) => flag.key === key)?.label ?? key
}

const REASONS = {
  'no-pairs': 'no item with two answers',
  'no-variation': 'all answers are the same',
  'unequal-ratings': 'items differ in n',
  'not-two-raters': 'choose two people',
} as const

const NO_INTERVAL = {
  'no-value': null,
  'one-item': 'no interval: n = 1',
  'often-undefined': 'no interval: too few answers vary',
} as const

/** A statistic in words: its value, and its interval or why there is none. */
export interface StatisticWords {
  readonly value: string
  /** The interval, or why there is none, or why there is no value. */
  readonly note: string | null
}

/** Puts a statistic into words; shares as percent, coefficients with two digits and a true minus. */
export function describeStatistic(
  { value, reason, interval, intervalReason }: Statistic,
  isShare: boolean,
): StatisticWords {
  const format = (number: number) =>
    isShare
      ? (number * 100).toFixed(0)
      : number
          .toFixed(2)
          .replace(/^-0\.00$/, '0.00')
          .replace('-', '−')
  if (value === null) return { value: '–', note: reason === null ? null : REASONS[reason] }
  return {
    value: isShare ? `${format(value)} %` : format(value),
    note:
      interval !== null
        ? `${format(interval.low)} to ${format(interval.high)}`
        : intervalReason === null
          ? null
          : NO_INTERVAL[intervalReason],
  }
}
