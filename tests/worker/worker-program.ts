// A worker in a process of its own, to be killed: scores with the score server until it is stopped.
import { makeRemoteScorer } from './remote-scorer'
import { startTestWorker } from './start-test-worker'

startTestWorker(makeRemoteScorer)
console.log('ready')
