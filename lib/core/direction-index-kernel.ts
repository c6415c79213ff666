import { KERNEL_BASE64 } from './direction-index-kernel-bytes'
import { createPlainKernel } from './direction-index-plain-kernel'

/** Bit operations on bitmaps in one growing memory. Pointers are byte offsets, lengths multiples of 64 bytes. */
export interface IndexKernel {
  /** `simd`: WebAssembly with 128-bit vectors; `plain`: JavaScript on 32-bit words. */
  readonly kind: 'simd' | 'plain'
  /** The memory as it is now; `reserve` may replace it. New memory is zero. */
  memory(): Uint8Array
  /** Makes the memory at least this long. Throws `RangeError` where no memory is left. */
  reserve(byteLength: number): void
  and(target: number, source: number, length: number): void
  or(target: number, source: number, length: number): void
  andNot(target: number, source: number, length: number): void
  /**
   * Adds `weight` (32 bits, unsigned) to a number for each set bit of the source. The numbers lie as `planes` bitmaps,
   * lowest bit first and `stride` bytes apart, from `counter` on; they are taken modulo 2 to the power of `planes`.
   */
  add(counter: number, planes: number, stride: number, source: number, weight: number, length: number): void
  /** Adds to each u32 at `counts` the bits that one of `many` bitmaps, lying one after another, shares with `mask`. */
  count(bitmaps: number, many: number, length: number, mask: number, counts: number): void
}

const PAGE_BYTES = 65_536

/** The fastest kernel that runs here: SIMD where WebAssembly has it and may be compiled, otherwise plain JavaScript. */
export function createKernel(): IndexKernel {
  return createSimdKernel() ?? createPlainKernel()
}

/** The SIMD kernel, or `null` where WebAssembly is missing, lacks SIMD, or is forbidden by the page's policy. */
export function createSimdKernel(): IndexKernel | null {
  if (typeof WebAssembly === 'undefined') return null
  const bytes = Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return null
  const instance = instantiate(bytes)
  if (!instance) return null
  const { memory, ...operations } = readExports(instance)
  return {
    kind: 'simd',
    memory: () => new Uint8Array(memory.buffer),
    reserve: (byteLength) => {
      const missing = Math.ceil((byteLength - memory.buffer.byteLength) / PAGE_BYTES)
      if (missing > 0) memory.grow(missing)
    },
    ...operations,
  }
}

function instantiate(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Instance | null {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes))
  } catch (error) {
    // A content security policy without 'wasm-unsafe-eval' refuses to compile; the plain kernel gives the same answers.
    if (error instanceof WebAssembly.CompileError || error instanceof EvalError) return null
    throw error
  }
}

type KernelOperations = Pick<IndexKernel, 'and' | 'or' | 'andNot' | 'add' | 'count'>

function readExports({ exports }: WebAssembly.Instance): KernelOperations & { readonly memory: WebAssembly.Memory } {
  if (!isKernel(exports)) throw new TypeError('The kernel of the direction index lacks an operation')
  return exports
}

function isKernel(
  exports: WebAssembly.Exports,
): exports is WebAssembly.Exports & KernelOperations & { readonly memory: WebAssembly.Memory } {
  const operations = [exports.and, exports.or, exports.andNot, exports.add, exports.count]
  return exports.memory instanceof WebAssembly.Memory && operations.every((value) => typeof value === 'function')
}
