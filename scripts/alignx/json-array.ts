import { FileError } from './command-error'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])

/**
 * Splits the text of a JSON array into the texts of its elements without holding the whole, so that files beyond the
 * longest string can be read. The elements themselves are not checked. Throws `FileError` when the array does not end
 * or when something follows it.
 */
export async function* splitJsonArray(chunks: AsyncIterable<string>, file: string): AsyncGenerator<string> {
  const splitter = new ArraySplitter(file)
  for await (const chunk of chunks) yield* splitter.add(chunk)
  splitter.finish()
}

class ArraySplitter {
  #depth = 0
  #isText = false
  #isEscaped = false
  #hasEnded = false
  #element = ''
  #count = 0

  constructor(readonly file: string) {}

  *add(chunk: string): Generator<string> {
    let start = 0
    for (let position = 0; position < chunk.length; position++) {
      const code = chunk.charCodeAt(position)
      if (this.#isText) this.#stepInText(code)
      else if (code === QUOTE) this.#isText = true
      else if (OPEN.has(code)) {
        this.#depth += 1
        if (this.#depth === 1) start = this.#begin(chunk.slice(start, position), position)
      } else if (CLOSE.has(code)) {
        this.#depth -= 1
        if (this.#depth !== 0) continue
        this.#hasEnded = true
        yield* this.#take(chunk.slice(start, position), true)
        start = position + 1
      } else if (code === COMMA && this.#depth === 1) {
        yield* this.#take(chunk.slice(start, position), false)
        start = position + 1
      }
    }
    this.#element += chunk.slice(start)
  }

  finish(): void {
    if (!this.#hasEnded)
      throw new FileError(`${this.file}, row ${this.#count}`, 'the list of rows does not end, the file is torn')
    if (this.#element.trim() !== '')
      throw new FileError(`${this.file}, row ${this.#count}`, 'text follows the list of rows')
  }

  #begin(before: string, position: number): number {
    if (this.#hasEnded || (this.#element + before).replace(/^\uFEFF/, '').trim() !== '')
      throw new FileError(`${this.file}, row ${this.#count}`, 'text stands outside the list of rows')
    this.#element = ''
    return position + 1
  }

  *#take(rest: string, isLast: boolean): Generator<string> {
    const element = this.#element + rest
    this.#element = ''
    if (isLast && this.#count === 0 && element.trim() === '') return
    this.#count += 1
    yield element
  }

  #stepInText(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (code === BACKSLASH) this.#isEscaped = true
    else if (code === QUOTE) this.#isText = false
  }
}
