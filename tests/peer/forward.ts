import { SHAPE, type TinyModel } from './tiny-model'

const HEAD = SHAPE.width / SHAPE.heads
const KEY_WIDTH = HEAD * SHAPE.keyHeads
const LAYERS = Array.from({ length: SHAPE.layers }, (_, layer) => layer)
const NOTHING = new Float64Array()

/** What has been computed of a sequence of ids. */
interface Sequence {
  readonly ids: readonly number[]
  /** By layer, the keys and the values of all places, one after another. */
  readonly keys: readonly Float64Array[]
  readonly values: readonly Float64Array[]
  /** What the last layer gives at each place. */
  readonly states: Float64Array[]
  /** log P of each id given all before it, as far as it was asked for. */
  readonly scores: (number | undefined)[]
}

/** The sequences of each model so far: what stands before a place decides everything there, so that equal starts are computed once. */
const seen = new WeakMap<TinyModel, Sequence[]>()

/**
 * log P of each id of the response given all before it, in float64: the Llama architecture with RMS norms, rotary
 * positions on neighbouring values, grouped keys and a gated feed-forward. Nats.
 */
export function scoreInFloat64(
  model: TinyModel,
  promptIds: readonly number[],
  responseIds: readonly number[],
): number[] {
  const { states, scores } = readSequence(model, [...promptIds, ...responseIds])
  return responseIds.map((id, index) => {
    const place = promptIds.length + index
    const state = states[place - 1]
    if (!state) throw new RangeError('a response needs a prompt')
    const score = scores[place] ?? scoreAfter(model, state, id)
    scores[place] = score
    return score
  })
}

/** log P of an id after a place. */
function scoreAfter(model: TinyModel, state: Float64Array, id: number): number {
  const logits = multiply(model, 'output.weight', norm(model, 'output_norm.weight', state))
  return (logits[id] ?? Number.NaN) - logOfSum(logits)
}

/** log of the sum of the powers of e. */
function logOfSum(logits: Float64Array): number {
  let greatest = Number.NEGATIVE_INFINITY
  for (const logit of logits) greatest = Math.max(greatest, logit)
  let total = 0
  for (const logit of logits) total += Math.exp(logit - greatest)
  return greatest + Math.log(total)
}

/** Goes on from the sequence that starts most like this one. */
function readSequence(model: TinyModel, ids: readonly number[]): Sequence {
  const others = seen.get(model) ?? []
  const shared = others.map((other) => countShared(other.ids, ids))
  const known = shared.reduce((most, count) => Math.max(most, count), 0)
  const start = others[shared.indexOf(known)]
  const takeStart = (vectors: Float64Array | undefined) => {
    const longer = new Float64Array(ids.length * KEY_WIDTH)
    if (vectors) longer.set(vectors.subarray(0, known * KEY_WIDTH))
    return longer
  }
  const sequence: Sequence = {
    ids,
    keys: LAYERS.map((layer) => takeStart(start?.keys[layer])),
    values: LAYERS.map((layer) => takeStart(start?.values[layer])),
    states: start?.states.slice(0, known) ?? [],
    scores: start?.scores.slice(0, known) ?? [],
  }
  sequence.states.push(...runLayers(model, sequence, known))
  seen.set(model, [...others, sequence])
  return sequence
}

function countShared(a: readonly number[], b: readonly number[]): number {
  let count = 0
  while (count < a.length && a[count] === b[count]) count++
  return count
}

/** What the last layer gives at each place from the first unknown one. */
function runLayers(model: TinyModel, { ids, keys, values }: Sequence, known: number): readonly Float64Array[] {
  const embedding = tensorOf(model, 'token_embd.weight').values
  const embedded = ids
    .slice(known)
    .map((id) => new Float64Array(embedding.subarray(id * SHAPE.width, (id + 1) * SHAPE.width)))
  return LAYERS.reduce<readonly Float64Array[]>((states, layer) => {
    const memory = { keys: keys[layer] ?? NOTHING, values: values[layer] ?? NOTHING }
    return attend(model, `blk.${layer}.`, states, known, memory).map((state) =>
      feedForward(model, `blk.${layer}.`, state),
    )
  }, embedded)
}

/** The states after the attention, whose keys and values are put into the memory. */
function attend(
  model: TinyModel,
  prefix: string,
  states: readonly Float64Array[],
  known: number,
  { keys, values }: { readonly keys: Float64Array; readonly values: Float64Array },
): Float64Array[] {
  const weights = new Float64Array(known + states.length)
  return states.map((state, index) => {
    const place = known + index
    const normed = norm(model, `${prefix}attn_norm.weight`, state)
    keys.set(rotate(multiply(model, `${prefix}attn_k.weight`, normed), place), place * KEY_WIDTH)
    values.set(multiply(model, `${prefix}attn_v.weight`, normed), place * KEY_WIDTH)
    const query = rotate(multiply(model, `${prefix}attn_q.weight`, normed), place)
    const mixed = new Float64Array(SHAPE.width)
    for (let head = 0; head < SHAPE.heads; head++) {
      const keyStart = Math.floor(head / (SHAPE.heads / SHAPE.keyHeads)) * HEAD
      weigh(query, head * HEAD, keys, keyStart, place, weights)
      mix(mixed, head * HEAD, values, keyStart, place, weights)
    }
    return add(state, multiply(model, `${prefix}attn_output.weight`, mixed))
  })
}

/** Softmax of the scaled products of a query with every key up to its place, into `weights`. */
function weigh(
  query: Float64Array,
  start: number,
  keys: Float64Array,
  keyStart: number,
  place: number,
  weights: Float64Array,
): void {
  let greatest = Number.NEGATIVE_INFINITY
  for (let before = 0; before <= place; before++) {
    const at = before * KEY_WIDTH + keyStart
    let sum = 0
    for (let index = 0; index < HEAD; index++) sum += (query[start + index] ?? 0) * (keys[at + index] ?? 0)
    weights[before] = sum / Math.sqrt(HEAD)
    greatest = Math.max(greatest, weights[before] ?? 0)
  }
  let total = 0
  for (let before = 0; before <= place; before++) {
    weights[before] = Math.exp((weights[before] ?? 0) - greatest)
    total += weights[before] ?? 0
  }
  for (let before = 0; before <= place; before++) weights[before] = (weights[before] ?? 0) / total
}

/** Adds the weighted values of every place up to this one to one head of `mixed`. */
function mix(
  mixed: Float64Array,
  start: number,
  values: Float64Array,
  valueStart: number,
  place: number,
  weights: Float64Array,
): void {
  for (let before = 0; before <= place; before++) {
    const at = before * KEY_WIDTH + valueStart
    const weight = weights[before] ?? 0
    for (let index = 0; index < HEAD; index++)
      mixed[start + index] = (mixed[start + index] ?? 0) + weight * (values[at + index] ?? 0)
  }
}

function feedForward(model: TinyModel, prefix: string, state: Float64Array): Float64Array {
  const normed = norm(model, `${prefix}ffn_norm.weight`, state)
  const up = multiply(model, `${prefix}ffn_up.weight`, normed)
  const gated = multiply(model, `${prefix}ffn_gate.weight`, normed).map(
    (gate, index) => (gate / (1 + Math.exp(-gate))) * (up[index] ?? 0),
  )
  return add(state, multiply(model, `${prefix}ffn_down.weight`, gated))
}

function rotate(vector: Float64Array, place: number): Float64Array {
  for (let start = 0; start < vector.length; start += 2) {
    const angle = place * SHAPE.ropeBase ** (-(start % HEAD) / HEAD)
    const [first = 0, second = 0] = vector.subarray(start, start + 2)
    vector[start] = first * Math.cos(angle) - second * Math.sin(angle)
    vector[start + 1] = first * Math.sin(angle) + second * Math.cos(angle)
  }
  return vector
}

function norm(model: TinyModel, name: string, state: Float64Array): Float64Array {
  const { values } = tensorOf(model, name)
  const meanSquare = state.reduce((sum, value) => sum + value * value, 0) / state.length
  const scale = 1 / Math.sqrt(meanSquare + SHAPE.epsilon)
  return state.map((value, index) => value * scale * (values[index] ?? 0))
}

function multiply(model: TinyModel, name: string, vector: Float64Array): Float64Array {
  const { rows, columns, values } = tensorOf(model, name)
  const product = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let column = 0, at = row * columns; column < columns; column++, at++)
      sum += (values[at] ?? 0) * (vector[column] ?? 0)
    product[row] = sum
  }
  return product
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value + (b[index] ?? 0))
}

function tensorOf(model: TinyModel, name: string) {
  const tensor = model.get(name)
  if (!tensor) throw new RangeError(`the model has no ${name}`)
  return tensor
}
