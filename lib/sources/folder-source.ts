import { listFolder } from './folder-listing'
import { locateShards } from './local-dataset'
import { openLocalShard } from './local-files'
import { describeSource, mergeProblems, type Source } from './source-listing'

export const FOLDER_SOURCE_ID = 'folder'

/** The folder on the server that `ALIGNX_DATA_DIR` names, listed anew each time it is asked for. */
export function createFolderSource(folder: string): Source {
  const source: Source = {
    id: FOLDER_SOURCE_ID,
    async describe() {
      const base = { id: FOLDER_SOURCE_ID, kind: 'folder', label: 'Folder on the server', revision: null } as const
      try {
        const { shards, problems } = await listFolder(folder)
        return describeSource({ ...base, shards, problem: mergeProblems(problems) })
      } catch {
        const message =
          'The folder that ALIGNX_DATA_DIR names cannot be listed. Check that it exists and that the server may read it.'
        return describeSource({
          ...base,
          shards: [],
          problem: { code: 'folder-missing', message },
          isUnavailable: true,
        })
      }
    },
    openShard: (name) => openLocalShard(folder, name),
    locate: async () => locateShards(folder, await source.describe()),
  }
  return source
}
