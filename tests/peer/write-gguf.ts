import { SHAPE, type TinyModel } from './tiny-model'
import type { TinyVocabulary } from './tiny-vocabulary'

const ALIGNMENT = 32
const TYPES = { u32: 4, i32: 5, f32: 6, bool: 7, text: 8, list: 9 } as const
type Scalar = 'u32' | 'i32' | 'f32' | 'bool' | 'text'

const NORMAL_TOKEN = 1
const CONTROL_TOKEN = 3

/** A model and its vocabulary as a GGUF file, version 3, in float32. Source: ggml, docs/gguf.md. */
export function writeGguf(model: TinyModel, vocabulary: TinyVocabulary): Buffer {
  const tensors = [...model.values()]
  const entries = describeModel(vocabulary)
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(entries.length), ...entries]
  let offset = 0
  for (const { name, columns, rows, values } of tensors) {
    const sizes = rows === 1 ? [columns] : [columns, rows]
    head.push(text(name), u32(sizes.length), ...sizes.map(u64), u32(0), u64(offset))
    offset += align(values.byteLength)
  }
  return Buffer.concat([
    pad(Buffer.concat(head)),
    ...tensors.map(({ values }) => pad(Buffer.from(values.buffer, values.byteOffset, values.byteLength))),
  ])
}

function describeModel({ tokens, merges, ordinary, bos, eos }: TinyVocabulary): Buffer[] {
  const types = tokens.map((_, id) => (id < ordinary ? NORMAL_TOKEN : CONTROL_TOKEN))
  return [
    entry('general.architecture', 'text', 'llama'),
    entry('general.name', 'text', 'tiny-random-llama'),
    entry('general.file_type', 'u32', 0),
    entry('llama.vocab_size', 'u32', SHAPE.vocabulary),
    entry('llama.context_length', 'u32', SHAPE.context),
    entry('llama.embedding_length', 'u32', SHAPE.width),
    entry('llama.block_count', 'u32', SHAPE.layers),
    entry('llama.feed_forward_length', 'u32', SHAPE.feedForward),
    entry('llama.attention.head_count', 'u32', SHAPE.heads),
    entry('llama.attention.head_count_kv', 'u32', SHAPE.keyHeads),
    entry('llama.attention.layer_norm_rms_epsilon', 'f32', SHAPE.epsilon),
    entry('llama.rope.dimension_count', 'u32', SHAPE.width / SHAPE.heads),
    entry('llama.rope.freq_base', 'f32', SHAPE.ropeBase),
    entry('tokenizer.ggml.model', 'text', 'gpt2'),
    entry('tokenizer.ggml.pre', 'text', 'llama-bpe'),
    list('tokenizer.ggml.tokens', 'text', tokens),
    list('tokenizer.ggml.token_type', 'i32', types),
    list('tokenizer.ggml.merges', 'text', merges),
    entry('tokenizer.ggml.bos_token_id', 'u32', bos),
    entry('tokenizer.ggml.eos_token_id', 'u32', eos),
    entry('tokenizer.ggml.add_bos_token', 'bool', 1),
  ]
}

function entry(key: string, type: Scalar, value: string | number): Buffer {
  return Buffer.concat([text(key), u32(TYPES[type]), scalar(type, value)])
}

function list(key: string, type: Scalar, values: readonly (string | number)[]): Buffer {
  const items = values.map((value) => scalar(type, value))
  return Buffer.concat([text(key), u32(TYPES.list), u32(TYPES[type]), u64(values.length), ...items])
}

function scalar(type: Scalar, value: string | number): Buffer {
  switch (type) {
    case 'text':
      return text(String(value))
    case 'f32':
      return f32(Number(value))
    case 'bool':
      return Buffer.of(Number(value))
    case 'u32':
    case 'i32':
      return u32(Number(value))
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([u64(bytes.length), bytes])
}

function align(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(align(bytes.length) - bytes.length)])
}
