'use no memo'
import { CONDITIONS } from '@/lib/core/conditions'
import type { Provenance } from '@/lib/core/share'
import { formatCount } from '../ui/format'
import { SyntheticBadge } from '../ui/synthetic-badge'

/** Where the numbers came from, so that somebody else can make them again. What is not known says so. */
export function ProvenanceCard({ provenance }: { provenance: Provenance }) {
  return (
    <section className="rounded-md border" aria-labelledby="provenance">
      <header className="flex items-center gap-2 border-b px-3 py-2">
        <h2 id="provenance" className="text-read font-semibold">
          Provenance
        </h2>
        {provenance.synthetic && <SyntheticBadge />}
      </header>
      <dl className="grid gap-x-4 gap-y-1.5 p-3 min-[560px]:grid-cols-[140px_minmax(0,1fr)]">
        {listProvenance(provenance).map(({ name, value, isCode }) => (
          <div key={name} className="contents">
            <dt className="text-ink-faint">{name}</dt>
            <dd className={isCode ? 'break-all font-mono text-meta leading-5' : '[overflow-wrap:anywhere]'}>
              {value ?? <span className="text-ink-faint">not known</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface Fact {
  readonly name: string
  readonly value: string | null
  readonly isCode?: boolean
}

function listProvenance(provenance: Provenance): readonly Fact[] {
  const { available, sampled, policy, reference } = provenance
  const condition = CONDITIONS.find((candidate) => candidate.key === provenance.condition)
  return [
    { name: 'Data', value: provenance.source },
    { name: 'Filter', value: provenance.filter },
    {
      name: 'Rows',
      value: available === null ? formatCount(sampled) : `${formatCount(sampled)} sampled of ${formatCount(available)}`,
    },
    { name: 'Persona shown', value: condition ? `${condition.label}: ${condition.explanation}` : null },
    { name: 'Policy', value: policy && `${policy.name} · ${policy.model}` },
    { name: 'Reference', value: reference && `${reference.name} · ${reference.model}` },
    ...listModelNotes(provenance),
    seedFact(provenance),
    { name: 'Dataset hash', value: provenance.datasetHash, isCode: true },
    ...provenance.templates.map((template) => ({
      name: `Template ${template.key}`,
      value: `${template.version} · sha256 ${template.sha256}`,
      isCode: true,
    })),
    { name: 'Code version', value: provenance.codeVersion, isCode: true },
    { name: 'Finished', value: provenance.finishedAt },
  ]
}

/** What each model says of itself, once where policy and reference say the same. */
function listModelNotes({ models }: Provenance): readonly Fact[] {
  if (models === null) return []
  const note = (name: string, sentences: readonly string[]): readonly Fact[] =>
    sentences.length === 0 ? [] : [{ name, value: sentences.join(' ') }]
  const isSame = models.policy.join('\n') === models.reference.join('\n')
  if (isSame) return note('Notes of both models', models.policy)
  return [...note('Notes of the policy', models.policy), ...note('Notes of the reference', models.reference)]
}

/** An import has no seed of its own: its intervals are drawn from seed 0. */
function seedFact({ seed, importing }: Provenance): Fact {
  if (seed !== null) return { name: 'Seed', value: String(seed), isCode: true }
  return { name: 'Seed', value: importing === null ? null : '0 (of the intervals; an import draws no sample)' }
}

/** The same facts as lines for an exported file. */
export function provenanceLines(provenance: Provenance): readonly string[] {
  const mark = provenance.synthetic ? ['SYNTHETIC DATA'] : []
  const facts = listProvenance(provenance).flatMap(({ name, value }) => (value === null ? [] : [`${name}: ${value}`]))
  return ['AlignX Lens', ...mark, ...facts]
}
