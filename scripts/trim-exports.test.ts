import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { KERNEL_BASE64 } from '@/lib/core/direction-index-kernel-bytes'
import { trimExports } from './trim-exports.mjs'

const KERNEL = Buffer.from(KERNEL_BASE64, 'base64')
const namesOf = (bytes: Uint8Array<ArrayBuffer>) =>
  WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name)

describe('exports of a module', () => {
  test('are left where its program names them, and work', () => {
    const { bytes, kept, all } = trimExports(KERNEL, 'const { memory, or: unite } = instance.exports')
    expect(namesOf(bytes)).toEqual(['memory', 'or'])
    expect([kept, all]).toEqual([2, namesOf(KERNEL).length])
    const { memory, or } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
    if (!(memory instanceof WebAssembly.Memory) || typeof or !== 'function') throw new Error('The exports are others')
    const seen = new Uint8Array(memory.buffer)
    seen[0] = 0b0101
    seen[64] = 0b0011
    or(0, 64, 64)
    expect(seen[0]).toBe(0b0111)
  })

  test('are told by whole words', () => {
    expect(namesOf(trimExports(KERNEL, 'memory2 = _or + $and + counter').bytes)).toEqual(['or'])
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('this is a text')],
    ['a module cut short', KERNEL.subarray(0, KERNEL.length - 20)],
  ])('of %s are no such thing', (_name, bytes) => {
    expect(() => trimExports(bytes, 'memory')).toThrow()
  })
})

test('of DuckDB is left what its worker calls', () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'))
  const program = readFileSync(path.join(folder, 'duckdb-browser-eh.worker.js'), 'utf8')
  const module = readFileSync(path.join(folder, 'duckdb-eh.wasm'))
  const { bytes, kept, all } = trimExports(module, program)
  const trimmed = new WebAssembly.Module(bytes)
  const names = new Set(WebAssembly.Module.exports(trimmed).map(({ name }) => name))
  expect(kept).toBe(names.size)
  expect(kept).toBeLessThan(all / 100)
  const asked = [...program.matchAll(/wasmExports(?:\.|\[")(\w+)/g)].map(([, name]) => name ?? '')
  expect(asked.length).toBeGreaterThan(50)
  const whole = new Set(namesOf(module))
  expect(asked.filter((name) => whole.has(name) && !names.has(name))).toEqual([])
  expect(WebAssembly.Module.imports(trimmed)).toEqual(WebAssembly.Module.imports(new WebAssembly.Module(module)))
})
