import { SHAPE, type TinyModel } from './tiny-model'

const HEAD = SHAPE.width / SHAPE.heads

/**
 * log P of each id of the response given all before it, in float64: the Llama architecture with RMS norms, rotary
 * positions on neighbouring values, grouped keys and a gated feed-forward. Nats.
 */
export function scoreInFloat64(
  model: TinyModel,
  promptIds: readonly number[],
  responseIds: readonly number[],
): number[] {
  const ids = [...promptIds, ...responseIds]
  const states = runLayers(model, ids)
  return responseIds.map((id, place) => {
    const state = states[promptIds.length + place - 1]
    if (!state) throw new RangeError('a response needs a prompt')
    const logits = multiply(model, 'output.weight', norm(model, 'output_norm.weight', state))
    const greatest = logits.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
    const total = logits.reduce((sum, value) => sum + Math.exp(value - greatest), 0)
    return (logits[id] ?? Number.NaN) - greatest - Math.log(total)
  })
}

function runLayers(model: TinyModel, ids: readonly number[]): Float64Array[] {
  const { values } = tensorOf(model, 'token_embd.weight')
  let states: Float64Array[] = ids.map((id) =>
    Float64Array.from(values.subarray(id * SHAPE.width, (id + 1) * SHAPE.width)),
  )
  for (let layer = 0; layer < SHAPE.layers; layer++) {
    const prefix = `blk.${layer}.`
    states = attend(model, prefix, states).map((state) => feedForward(model, prefix, state))
  }
  return states
}

function attend(model: TinyModel, prefix: string, states: readonly Float64Array[]): Float64Array[] {
  const normed = states.map((state) => norm(model, `${prefix}attn_norm.weight`, state))
  const queries = normed.map((state, place) => rotate(multiply(model, `${prefix}attn_q.weight`, state), place))
  const keys = normed.map((state, place) => rotate(multiply(model, `${prefix}attn_k.weight`, state), place))
  const values = normed.map((state) => multiply(model, `${prefix}attn_v.weight`, state))
  return states.map((state, place) => {
    const mixed = new Float64Array(SHAPE.width)
    for (let head = 0; head < SHAPE.heads; head++) {
      const start = head * HEAD
      const keyStart = Math.floor(head / (SHAPE.heads / SHAPE.keyHeads)) * HEAD
      const weights = weigh(queries[place], keys.slice(0, place + 1), start, keyStart)
      weights.forEach((weight, before) => {
        for (let index = 0; index < HEAD; index++)
          mixed[start + index] = (mixed[start + index] ?? 0) + weight * (values[before]?.[keyStart + index] ?? 0)
      })
    }
    return add(state, multiply(model, `${prefix}attn_output.weight`, mixed))
  })
}

/** Softmax of the scaled products of a query with every key up to its place. */
function weigh(query: Float64Array | undefined, keys: readonly Float64Array[], start: number, keyStart: number) {
  const products = keys.map((key) => {
    let sum = 0
    for (let index = 0; index < HEAD; index++) sum += (query?.[start + index] ?? 0) * (key[keyStart + index] ?? 0)
    return sum / Math.sqrt(HEAD)
  })
  const greatest = products.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const powers = products.map((product) => Math.exp(product - greatest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
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
