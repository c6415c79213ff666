import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { listFolder } from './folder-listing'
import { locateShards } from './local-dataset'
import { isMissing, openLocalShard } from './local-files'
import { SourceError } from './source-error'
import { describeSource, type Source } from './source-listing'

export const SAMPLE_SOURCE_ID = 'sample'

/** As far as it matters here; the generator writes more. */
const manifestSchema = z.object({
  synthetic: z.literal(true),
  shards: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative() })),
})

type SampleManifest = z.infer<typeof manifestSchema>

/**
 * The generated sample under `folder`. It is offered only with a manifest that calls it synthetic; its revision is the
 * first 16 hex characters of the manifest's SHA-256.
 */
export function createSampleSource(folder: string): Source {
  const source: Source = {
    id: SAMPLE_SOURCE_ID,
    async describe() {
      const base = { id: SAMPLE_SOURCE_ID, kind: 'sample', label: 'Synthetic sample' } as const
      try {
        const { manifest, revision } = await readManifest(folder)
        const { shards } = await listFolder(folder)
        const listed = manifest.shards.map((entry) =>
          shards.find(({ name, bytes }) => name === entry.name && bytes === entry.bytes),
        )
        const whole = listed.filter((shard) => shard !== undefined)
        const problem =
          whole.length === listed.length ? null : damagedSample('a shard is missing or has another size').problem
        return describeSource({ ...base, revision, shards: whole, problem })
      } catch (error) {
        const { problem } = error instanceof SourceError ? error : missingSample(error)
        return describeSource({ ...base, revision: null, shards: [], problem, isUnavailable: true })
      }
    },
    async openShard(name) {
      const { manifest } = await readManifest(folder)
      if (!manifest.shards.some((shard) => shard.name === name))
        throw new SourceError('shard-not-found', `The sample has no file ${JSON.stringify(name.slice(0, 200))}.`)
      return openLocalShard(folder, name)
    },
    locate: async () => locateShards(folder, await source.describe()),
  }
  return source
}

async function readManifest(folder: string): Promise<{ readonly manifest: SampleManifest; readonly revision: string }> {
  const text = await readSampleFile(folder, 'manifest.json')
  const manifest = parseSampleFile(text, 'manifest.json', manifestSchema)
  return { manifest, revision: createHash('sha256').update(text).digest('hex').slice(0, 16) }
}

/** The text of a file of the sample. Throws `sample-missing`. */
export async function readSampleFile(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8')
  } catch (cause) {
    if (isMissing(cause)) throw missingSample(cause)
    throw new SourceError(
      'sample-damaged',
      `The sample's ${name} cannot be read by the server. Check its permissions.`,
      { cause },
    )
  }
}

/** A file of the sample as the schema has it. Throws `sample-damaged`. */
export function parseSampleFile<Value>(text: string, name: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw damagedSample(`${name} is not as it was written`, cause)
  }
}

function missingSample(cause: unknown): SourceError {
  return new SourceError('sample-missing', 'The sample has not been made yet. Make it: npm run sample.', { cause })
}

function damagedSample(how: string, cause?: unknown): SourceError {
  return new SourceError('sample-damaged', `The sample is damaged: ${how}. Make it again: npm run sample.`, { cause })
}
