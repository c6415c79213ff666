import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as rowsRoute from '@/app/api/v1/rows/route'
import * as searchRoute from '@/app/api/v1/search/route'
import * as stateRoute from '@/app/api/v1/sources/[id]/answers/route'
import * as sqlRoute from '@/app/api/v1/sql/route'
import { createAnswersService, DEFAULT_ANSWERS_SETTINGS, provideAnswersService } from '@/lib/answers'
import { hashExample } from '@/lib/core/content-hash'
import { toPublishedVector } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import type { PlacedExample } from '@/lib/core/filter-oracle'
import { createBufferedHasher } from '@/lib/dataset/hasher'
import { buildPrepared, sha256 } from '@/lib/dataset/prepared/test-prepared'
import { at, request } from '../api/call'
import { createSourceWorld } from '../hub/source-world'

/** The routes that answer questions, over a folder of shards and the same rows prepared. */
export interface AnswersWorld {
  readonly rows: readonly PlacedExample[]
  /** The folder's id and the prepared dataset's. */
  readonly sources: readonly [folder: string, prepared: string]
  readonly folder: string
  readonly post: (path: 'rows' | 'search' | 'sql', body: unknown, signal?: AbortSignal) => Promise<Response>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>
  readonly state: (method: 'GET' | 'POST', id: string) => Promise<Response>
  readonly close: () => Promise<void>
}

const SHARD_ROWS = 100

export async function openAnswersWorld(
  examples: readonly Example[],
  limits: Partial<typeof DEFAULT_ANSWERS_SETTINGS> = {},
): Promise<AnswersWorld> {
  const world = await createSourceWorld()
  const data = join(world.folder, 'data')
  const prepared = buildPrepared(examples, SHARD_ROWS)
  for (const [path, bytes] of prepared) await write(join(data, 'prepared', path), bytes)
  for (let start = 0; start < examples.length; start += SHARD_ROWS)
    await write(join(data, `part-${start}.jsonl`.padStart(20, '0')), toLines(examples.slice(start, start + SHARD_ROWS)))
  world.configure({ dataFolder: data })
  const answers = createAnswersService({
    ...DEFAULT_ANSWERS_SETTINGS,
    ...limits,
    folder: join(world.folder, 'answers'),
  })
  provideAnswersService(answers)
  const revision = sha256(prepared.get('manifest.json') ?? new Uint8Array()).slice(0, 16)
  const hasher = await createBufferedHasher()
  const routes = { rows: rowsRoute, search: searchRoute, sql: sqlRoute }
  return {
    rows: examples.map((example, row) => ({
      example,
      hash: hashExample(example, hasher),
      shard: Math.floor(row / SHARD_ROWS),
    })),
    sources: ['folder', `prepared-${revision.slice(0, 12)}`],
    folder: world.folder,
    post: (path, body, signal) => {
      const asked = request('POST', `/api/v1/${path}`, body)
      return routes[path].POST(signal ? new Request(asked, { signal }) : asked)
    },
    get: (path, headers) => {
      const asked = request('GET', path, undefined, headers)
      return path.startsWith('/api/v1/rows') ? rowsRoute.GET(asked) : searchRoute.GET(asked)
    },
    state: (method, id) => {
      const asked = request(method, `/api/v1/sources/${id}/answers`)
      return method === 'GET' ? stateRoute.GET(asked, at({ id })) : stateRoute.POST(asked, at({ id }))
    },
    async close() {
      answers.close()
      await world.close()
    },
  }
}

async function write(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
}

/** Examples as AlignX publishes them, a line each. */
function toLines(examples: readonly Example[]): string {
  const vector = (direction: Example['direction']) => direction && toPublishedVector(direction)
  const names = PUBLISHED_COLUMNS
  return examples
    .map(({ prompt, chosen, rejected, direction, demographics, ugc, pairs, profile, groundTruthPersona, extra }) =>
      JSON.stringify({
        ...extra,
        prompt,
        chosen,
        rejected,
        [names.direction]: vector(direction),
        [names.demographics]: demographics,
        [names.ugc]: ugc.map((item) => ({ ...item, direction: undefined, [names.direction]: vector(item.direction) })),
        [names.pairs]: pairs.map((item) => ({
          ...item,
          direction: undefined,
          [names.direction]: vector(item.direction),
        })),
        [names.profile]: profile,
        [names.groundTruthPersona]: groundTruthPersona,
      }),
    )
    .join('\n')
}
