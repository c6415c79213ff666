import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InferenceError } from '@/lib/inference'
import { createHttpClient } from '@/lib/inference/http/http-client'
import type { Misbehaviour } from './emulated-server'
import { answer, configure, scoreOnce, signal, withServer } from './fault-server'

describe('a connection', () => {
  test('that the server closed while it was kept is opened again, once', async () => {
    let resets = 0
    const respond: Misbehaviour['respond'] = (_response, request, incoming) => {
      if (request !== 1) return false
      resets++
      incoming.socket.resetAndDestroy()
      return true
    }
    const [score] = await withServer('vllm', { respond }, (origin) => scoreOnce(configure('vllm', origin)))
    expect(score?.nllChosen).toBeGreaterThan(0)
    expect(resets).toBe(1)
  })

  test('that hangs ends after the timeout', async () => {
    const error = await withServer('vllm', { respond: () => true }, (origin) =>
      scoreOnce(configure('vllm', origin, { timeoutMs: 150 })).catch((cause: unknown) => cause),
    )
    expect(error).toMatchObject({ facts: { code: 'backend-timeout', isRetryable: true } })
  })

  test('ends at once when the work is given up, with its reason', async () => {
    const abort = new AbortController()
    const reason = new Error('cancelled')
    const respond = () => {
      setTimeout(() => abort.abort(reason), 20)
      return true
    }
    const error = await withServer('vllm', { respond }, (origin) =>
      scoreOnce(configure('vllm', origin), abort.signal).catch((cause: unknown) => cause),
    )
    expect(error).toBe(reason)
  })

  test('to nobody is a fault that may pass', async () => {
    const error = await scoreOnce(configure('vllm', 'http://127.0.0.1:9')).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ facts: { code: 'backend-unreachable', isRetryable: true } })
  })

  test('reads no more than its limit', async () => {
    const error = await withServer('vllm', { respond: answer(200, `"${'x'.repeat(5000)}"`) }, async (origin) => {
      const client = createHttpClient(configure('vllm', origin), null, 4096)
      return client.send('/v1/completions', { prompt: [[1]] }, z.string(), signal).catch((cause: unknown) => cause)
    })
    expect(error).toMatchObject({ facts: { code: 'backend-answer-too-large', isRetryable: false } })
  })

  test('never shows the secret', async () => {
    const respond = answer(400, 'bad token s3cret-key')
    const error = await withServer('vllm', { respond }, (origin) =>
      scoreOnce(configure('vllm', origin), signal, 's3cret-key').catch((cause: unknown) => cause),
    )
    expect(error).toBeInstanceOf(InferenceError)
    expect(String(error)).not.toContain('s3cret-key')
  })

  test('takes an address that ends in /v1', async () => {
    const scores = await withServer('vllm', {}, (origin) => scoreOnce(configure('vllm', `${origin}/v1`)))
    expect(scores).toHaveLength(1)
  })
})
