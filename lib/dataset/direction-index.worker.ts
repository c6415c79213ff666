import { createDirectionIndex } from '@/lib/core/direction-index'
import type { IndexRequest } from './direction-index-protocol'
import { serveDirectionIndex } from './direction-index-server'
import { createByteCache } from './prepared/byte-cache'
import { createPartReader } from './prepared/part-reader'

const readPart = createPartReader(createByteCache)
const take = serveDirectionIndex(createDirectionIndex(), (reply) => self.postMessage(reply), readPart)

self.onmessage = (event: MessageEvent<IndexRequest>) => take(event.data)
