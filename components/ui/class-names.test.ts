import { expect, test } from 'vitest'
import { classNames } from './class-names'

test.each([
  ['h-8 w-full px-2.5', 'h-7 pr-7', 'w-full px-2.5 h-7 pr-7'],
  ['h-7 px-2 text-meta', 'size-8', 'px-2 text-meta size-8'],
  ['p-3 pl-2', 'px-1', 'p-3 px-1'],
  ['px-1 pt-2', 'p-3', 'p-3'],
  ['text-meta text-ink-faint', 'text-ink', 'text-meta text-ink'],
  ['text-body text-left', 'text-[10.5px] text-right', 'text-[10.5px] text-right'],
  ['font-mono font-medium', 'font-normal', 'font-mono font-normal'],
  ['bg-ground hover:bg-raised', 'bg-ink', 'hover:bg-raised bg-ink'],
  ['[&_svg]:size-4 max-[720px]:top-0 top-2', 'top-0', '[&_svg]:size-4 max-[720px]:top-0 top-0'],
  ['shrink-0 min-w-4', 'min-w-0 shrink', 'min-w-0 shrink'],
  ['flex [overflow-wrap:anywhere]', 'border-l px-3', 'flex [overflow-wrap:anywhere] border-l px-3'],
])('%s with %s', (base, own, all) => {
  expect(classNames(base, own)).toBe(all)
  expect(classNames(base, own)).toBe(all)
})

test('what is not said is left out', () => {
  expect(classNames('a', null, false, undefined, { b: true, c: false }, ['d'])).toBe('a b d')
  expect(classNames()).toBe('')
})
