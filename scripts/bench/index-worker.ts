import { buildIndexes, measureQuestions } from './index-measure'
import type { Sizes } from './index-report'

// Runs in a worker of a browser's page, where the app's own index runs.
self.onmessage = ({ data }: MessageEvent<Sizes>) => {
  const indexes = buildIndexes(data)
  self.postMessage(measureQuestions(indexes, data.rounds))
}
