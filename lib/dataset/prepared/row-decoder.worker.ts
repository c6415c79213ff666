import { answerDecode, type DecodeRequest } from './row-decoder-protocol'

self.onmessage = (event: MessageEvent<DecodeRequest>) => self.postMessage(answerDecode(event.data))
