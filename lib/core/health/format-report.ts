import { HEALTH_CHECKS, healthCheckOf } from './health-check'
import type { HealthReport } from './health-outcome'
import { markOutcome, percent, tellOutcome, tellPart } from './tell-outcome'

/** Where the rows of a report came from. */
export interface HealthProvenance {
  readonly dataset: string
  /** SHA-256 over the sorted content hashes of everything that was loaded; `null` where it is not known. */
  readonly datasetHash: string | null
  /** Words of the filter; `null` for all rows. */
  readonly filter: string | null
  /** Whether the rows were made by the sample generator; `null` where the file does not say. */
  readonly synthetic: boolean | null
  readonly appVersion: string
  /** ISO 8601. */
  readonly createdAt: string
}

const SYNTHETIC = 'SYNTHETIC: written by the sample generator, says nothing about AlignX'
const MARKS = { fault: 'Fault', warn: 'Warning', note: 'Note', clear: 'Clear', undefined: 'Undefined' } as const

/** The whole report as JSON of two spaces: provenance, and each outcome with the words of its check. */
export function formatHealthJson(report: HealthReport, provenance: HealthProvenance): string {
  const checks = report.outcomes.map((outcome) => ({
    ...healthCheckOf(outcome.key),
    ...outcome,
    finding: tellOutcome(outcome),
  }))
  return `${JSON.stringify({ format: 'alignx-health', version: 1, provenance, rows: report.rows, checks }, null, 2)}\n`
}

/** The report to be read: a table of all checks, then each finding with its explanation and examples. */
export function formatHealthMarkdown(report: HealthReport, provenance: HealthProvenance): string {
  const lines = ['# Dataset health', '', ...tellProvenance(report, provenance).map((line) => `- ${line}`), '']
  lines.push('| mark | check | rows | share | finding |', '|---|---|---:|---:|---|')
  for (const outcome of report.outcomes) {
    const { title } = healthCheckOf(outcome.key)
    const rows = outcome.reason === null ? outcome.found.toLocaleString('en-US') : '–'
    lines.push(
      `| ${[MARKS[markOutcome(outcome)], title, rows, percent(outcome.share), tellOutcome(outcome)].map(escapeCell).join(' | ')} |`,
    )
  }
  for (const outcome of report.outcomes) {
    if (outcome.state !== 'found') continue
    const { title, what, why, how } = healthCheckOf(outcome.key)
    lines.push('', `## ${title}`, '', tellOutcome(outcome), '', `What it is: ${escapeText(what)}`, '')
    lines.push(`Why it matters: ${escapeText(why)}`, '', `How it is computed: ${escapeText(how)}`)
    if (outcome.parts.length > 0) lines.push('', ...outcome.parts.map((part) => `- ${escapeText(tellPart(part))}`))
    if (outcome.examples.length > 0)
      lines.push(
        '',
        `Rows, the first ${outcome.examples.length}:`,
        '',
        ...outcome.examples.map(
          ({ row, hash, detail }) => `- row ${row}, \`${hash}\`${detail ? `: ${escapeText(detail)}` : ''}`,
        ),
      )
  }
  return `${lines.join('\n')}\n`
}

/** The outcomes as CSV with provenance in comment lines; a line a check. */
export function formatHealthCsv(report: HealthReport, provenance: HealthProvenance): string {
  const head = ['check', 'title', 'mark', 'found', 'considered', 'share', 'low', 'high', 'groups', 'largest', 'finding']
  const rows = report.outcomes.map((outcome) => [
    outcome.key,
    healthCheckOf(outcome.key).title,
    markOutcome(outcome),
    outcome.reason === null ? outcome.found : null,
    outcome.considered,
    outcome.share,
    outcome.interval?.low ?? null,
    outcome.interval?.high ?? null,
    outcome.groups?.count ?? null,
    outcome.groups?.largest ?? null,
    tellOutcome(outcome),
  ])
  const comments = tellProvenance(report, provenance).map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`)
  const cells = [head, ...rows].map((cells) => cells.map((cell) => formatCell(cell)).join(','))
  return [...comments, ...cells].map((line) => `${line}\r\n`).join('')
}

function tellProvenance({ rows }: HealthReport, provenance: HealthProvenance): readonly string[] {
  const { dataset, datasetHash, filter, synthetic, appVersion, createdAt } = provenance
  return [
    `AlignX Lens ${appVersion}, ${createdAt}, ${HEALTH_CHECKS.length} checks`,
    `Dataset: ${dataset}${synthetic ? ` · ${SYNTHETIC}` : synthetic === null ? ' · the file does not say whether it is synthetic' : ''}`,
    `Dataset hash: ${datasetHash ?? 'not known'}`,
    `Rows examined: ${rows.toLocaleString('en-US')} (${filter ?? 'all rows'})`,
  ]
}

function formatCell(cell: string | number | null): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function escapeText(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_<>[\]|]/g, '\\$&')
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
