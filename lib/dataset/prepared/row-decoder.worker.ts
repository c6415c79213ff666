import { answerDecode, type DecodeRequest } from './row-decoder-protocol'

self.onmessage = async (event: MessageEvent<DecodeRequest>) => self.postMessage(await answerDecode(event.data))
