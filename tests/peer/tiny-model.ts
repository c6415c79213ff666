import { createRandom, type Random } from '@/lib/core/random'

/** The sizes of a Llama model: 0.22 million parameters with the vocabulary of 1,024. */
export const SHAPE = {
  vocabulary: 1024,
  width: 64,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  feedForward: 176,
  context: 16_384,
  ropeBase: 10_000,
  epsilon: 1e-5,
} as const

const KEY_WIDTH = (SHAPE.width / SHAPE.heads) * SHAPE.keyHeads

/** A matrix of `columns` inputs and `rows` outputs, row after row; a vector has one row. */
export interface Tensor {
  readonly name: string
  readonly columns: number
  readonly rows: number
  readonly values: Float32Array
}

export type TinyModel = ReadonlyMap<string, Tensor>

/** Random weights in the names and order of GGUF. The same seed gives the same model. */
export function makeTinyModel(seed: number): TinyModel {
  const random = createRandom(seed)
  const tensors: Tensor[] = []
  const { width, feedForward, vocabulary, layers } = SHAPE
  const scale = 1 / Math.sqrt(width)
  const add = (name: string, columns: number, rows: number, deviation: number) =>
    tensors.push({ name, columns, rows, values: drawNormal(columns * rows, deviation, random) })
  const addNorm = (name: string) =>
    tensors.push({ name, columns: width, rows: 1, values: new Float32Array(width).fill(1) })

  add('token_embd.weight', width, vocabulary, 1)
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `blk.${layer}.`
    addNorm(`${prefix}attn_norm.weight`)
    add(`${prefix}attn_q.weight`, width, width, scale)
    add(`${prefix}attn_k.weight`, width, KEY_WIDTH, scale)
    add(`${prefix}attn_v.weight`, width, KEY_WIDTH, scale)
    add(`${prefix}attn_output.weight`, width, width, scale)
    addNorm(`${prefix}ffn_norm.weight`)
    add(`${prefix}ffn_gate.weight`, width, feedForward, scale)
    add(`${prefix}ffn_up.weight`, width, feedForward, scale)
    add(`${prefix}ffn_down.weight`, feedForward, width, 1 / Math.sqrt(feedForward))
  }
  addNorm('output_norm.weight')
  add('output.weight', width, vocabulary, 2 * scale)
  return new Map(tensors.map((tensor) => [tensor.name, tensor]))
}

/** Normal values by the Box-Muller transform. */
function drawNormal(count: number, deviation: number, random: Random): Float32Array {
  return Float32Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(random() + 1e-12))
    return deviation * radius * Math.cos(2 * Math.PI * random())
  })
}
