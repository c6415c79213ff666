import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import wabt from 'wabt'
import { createKernel, createSimdKernel } from './direction-index-kernel'
import { KERNEL_BASE64 } from './direction-index-kernel-bytes'
import { createPlainKernel } from './direction-index-plain-kernel'
import { createRandom } from './random'

test('the compiled kernel is its source', async () => {
  const source = readFileSync(new URL('./direction-index-kernel.wat', import.meta.url), 'utf8')
  const compiled = (await wabt()).parseWat('kernel.wat', source, { simd: true }).toBinary({}).buffer
  expect(KERNEL_BASE64).toBe(Buffer.from(compiled).toString('base64'))
})

test('the SIMD kernel runs here and is the one chosen', () => {
  expect(createKernel().kind).toBe('simd')
})

test('the two kernels leave the same memory behind 400 random operations', () => {
  const simd = createSimdKernel()
  if (!simd) throw new Error('This machine has no WebAssembly SIMD')
  const plain = createPlainKernel()
  const random = createRandom(11)
  const length = 8192
  const bitmaps = 40
  for (const kernel of [simd, plain]) kernel.reserve(length * (bitmaps + 1) + 400_000)
  for (let at = 0; at < length * bitmaps; at++) {
    const byte = random() < 0.1 ? 255 : Math.floor(random() * 256)
    simd.memory()[at] = byte
    plain.memory()[at] = byte
  }
  const place = () => Math.floor(random() * bitmaps) * length
  for (let round = 0; round < 400; round++) {
    const [target, source] = [place(), place()]
    const operation = (['and', 'or', 'andNot', 'count', 'add'] as const)[Math.floor(random() * 5)]
    const [planes, weight] = [
      1 + Math.floor(random() * 30),
      Math.floor(random() * 2 ** 32) >>> Math.floor(random() * 32),
    ]
    for (const kernel of [simd, plain]) {
      if (operation === 'count') kernel.count(0, bitmaps, length, source, length * bitmaps)
      else if (operation === 'add') kernel.add(0, planes, length, source, weight, length)
      else if (operation) kernel[operation](target, source, length)
    }
  }
  const used = length * (bitmaps + 1)
  expect(Buffer.compare(simd.memory().subarray(0, used), plain.memory().subarray(0, used))).toBe(0)
})

test('full bitmaps do not overflow a lane', () => {
  for (const kernel of [createSimdKernel(), createPlainKernel()]) {
    kernel?.reserve(20_000)
    kernel?.memory().fill(255, 0, 8192)
    kernel?.count(0, 1, 8192, 0, 16_384)
    expect(new DataView(kernel?.memory().buffer ?? new ArrayBuffer(0)).getUint32(16_384, true)).toBe(65_536)
  }
})

test('adding counts each place modulo its planes', () => {
  for (const kernel of [createSimdKernel(), createPlainKernel()]) {
    if (!kernel) continue
    kernel.reserve(10_000)
    kernel.memory().fill(0b101, 0, 64)
    for (const weight of [5, 9, 2 ** 32 - 3]) kernel.add(1024, 5, 128, 0, weight, 64)
    const planes = Array.from({ length: 6 }, (_, plane) => kernel.memory()[1024 + 128 * plane + 63])
    // 5 + 9 - 3 = 11 at bits 0 and 2; a sixth plane is not touched.
    expect(planes).toEqual([0b101, 0b101, 0, 0b101, 0, 0])
  }
})
