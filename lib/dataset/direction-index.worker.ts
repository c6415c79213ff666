import { createDirectionIndex } from '@/lib/core/direction-index'
import { answerIndexRequest, type IndexRequest } from './direction-index-protocol'

const index = createDirectionIndex()

self.onmessage = (event: MessageEvent<IndexRequest>) => self.postMessage(answerIndexRequest(index, event.data))
