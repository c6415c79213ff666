// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MarkdownText } from './markdown-text'

test('headings stand below those of the page, lists and emphasis are marked up', () => {
  const { container } = render(<MarkdownText text={'# Rules\n\nRead **both**.\n\n- one\n- two\n\n### Small'} />)
  expect(screen.getByRole('heading', { level: 3 }).textContent).toBe('Rules')
  expect(screen.getByRole('heading', { level: 4 }).textContent).toBe('Small')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  expect(container.querySelector('strong')?.textContent).toBe('both')
  expect(container.querySelectorAll('[id]')).toHaveLength(0)
})

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['a script amid text', 'before <script src="https://a.example/x.js"></script> after'],
  ['a handler', '<img src=x onerror="alert(1)">'],
  ['a frame', '<iframe src="https://a.example"></iframe>'],
  ['a form', '<form action="https://a.example"><input name="a"></form>'],
  ['a style', '<div style="position:fixed;inset:0">over</div>'],
  ['a comment around a script', '<!-- --><svg onload="alert(1)">'],
  ['a script in a list', '- <script>alert(1)</script>'],
  ['a script in a table', '| a |\n|---|\n| <script>alert(1)</script> |'],
])('%s is text', (_, text) => {
  const { container } = render(<MarkdownText text={text} />)
  expect(container.querySelectorAll('script, img, iframe, form, input, svg, style, [style], [onerror]')).toHaveLength(0)
})

test.each([
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](vbscript:x)',
  '[a](/explore)',
  '[a][b]\n\n[b]: javascript:alert(1)',
])('%s leads nowhere', (text) => {
  const { container } = render(<MarkdownText text={text} />)
  expect(container.querySelector('a')).toBeNull()
  expect(container.textContent).toContain('a')
})

test('a link to another site opens apart and tells it nothing', () => {
  render(<MarkdownText text="[the paper](https://arxiv.org/abs/2503.15463)" />)
  const link = screen.getByRole('link', { name: 'the paper' })
  expect(link.getAttribute('rel')).toContain('noreferrer')
  expect(link.getAttribute('target')).toBe('_blank')
})

test('a picture is its words', () => {
  const { container } = render(<MarkdownText text="![a chart](https://a.example/p.png)" />)
  expect(container.querySelector('img')).toBeNull()
  expect(container.textContent).toContain('a chart')
})
