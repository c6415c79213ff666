import { createDirectionIndex } from '@/lib/core/direction-index'
import type { IndexRequest } from './direction-index-protocol'
import { serveDirectionIndex } from './direction-index-server'

const take = serveDirectionIndex(createDirectionIndex(), (reply) => self.postMessage(reply))

self.onmessage = (event: MessageEvent<IndexRequest>) => take(event.data)
