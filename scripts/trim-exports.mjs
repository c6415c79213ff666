// Takes out of a WebAssembly module the exports that the program around it never names.

const HEADER_BYTES = 8
const IMPORT_SECTION = 2
const EXPORT_SECTION = 7

/** Kinds of imports. */
const FUNCTION = 0
const TABLE = 1
const MEMORY = 2
const GLOBAL = 3
const TAG = 4

/**
 * The module (`bytes`) with only those exports whose name is a word of `program`, the JavaScript that runs it, or a name
 * that the module imports: one linked for extensions looks such names up in itself. `kept` of `all` exports are left.
 * Throws for bytes that are no module of WebAssembly 1.
 */
export function trimExports(module, program) {
  const words = new Set(program.match(/[A-Za-z_$][\w$]*/g))
  const sections = readSections(module)
  const wanted = new Set(
    sections.filter(({ id }) => id === IMPORT_SECTION).flatMap((section) => readImportNames(module, section)),
  )
  const parts = [module.subarray(0, HEADER_BYTES)]
  let [kept, all] = [0, 0]
  for (const section of sections) {
    if (section.id !== EXPORT_SECTION) {
      parts.push(module.subarray(section.start, section.end))
      continue
    }
    const entries = readExports(module, section)
    const some = entries.filter(({ name }) => wanted.has(name) || words.has(name) || words.has(`_${name}`))
    const body = Buffer.concat([
      encodeNumber(some.length),
      ...some.map(({ start, end }) => module.subarray(start, end)),
    ])
    parts.push(Uint8Array.of(EXPORT_SECTION), encodeNumber(body.length), body)
    ;[kept, all] = [some.length, entries.length]
  }
  return { bytes: Buffer.concat(parts), kept, all }
}

function readSections(module) {
  if (Buffer.from(module.subarray(0, HEADER_BYTES)).toString('hex') !== '0061736d01000000')
    throw new Error('This is no WebAssembly module of version 1')
  const sections = []
  for (let at = HEADER_BYTES; at < module.length; ) {
    const start = at
    const id = module[at]
    const size = readNumber(module, at + 1)
    const end = size.next + size.value
    if (end > module.length) throw new Error(`Section ${id} ends after the module`)
    sections.push({ id, start, data: size.next, end })
    at = end
  }
  return sections
}

function readExports(module, { data, end }) {
  const count = readNumber(module, data)
  const entries = []
  let at = count.next
  for (let place = 0; place < count.value; place++) {
    const start = at
    const name = readName(module, at)
    at = readNumber(module, name.next + 1).next
    entries.push({ name: name.value, start, end: at })
  }
  if (at !== end) throw new Error('The exports do not fill their section')
  return entries
}

function readImportNames(module, { data, end }) {
  const count = readNumber(module, data)
  const names = []
  let at = count.next
  for (let place = 0; place < count.value; place++) {
    const name = readName(module, readName(module, at).next)
    names.push(name.value)
    at = skipImport(module, name.next)
  }
  if (at !== end) throw new Error('The imports do not fill their section')
  return names
}

function skipImport(module, at) {
  switch (module[at]) {
    case FUNCTION:
      return readNumber(module, at + 1).next
    case TABLE:
      return skipLimits(module, at + 2)
    case MEMORY:
      return skipLimits(module, at + 1)
    case GLOBAL:
      return at + 3
    case TAG:
      return readNumber(module, at + 2).next
    default:
      throw new Error(`An import is of the unknown kind ${module[at]}`)
  }
}

function skipLimits(module, at) {
  const least = readNumber(module, at + 1).next
  return module[at] & 1 ? readNumber(module, least).next : least
}

function readName(module, at) {
  const length = readNumber(module, at)
  const next = length.next + length.value
  return { value: Buffer.from(module.subarray(length.next, next)).toString('utf8'), next }
}

/** A number in LEB128. */
function readNumber(module, at) {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = module[at++]
    if (byte === undefined || shift > 28) throw new Error('A number in the module is broken')
    value += (byte & 127) * 2 ** shift
    if (byte < 128) return { value, next: at }
  }
}

function encodeNumber(value) {
  const bytes = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest])
    bytes.push((rest % 128) | 128)
  }
}
