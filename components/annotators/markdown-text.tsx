import Markdown from 'markdown-to-jsx/react'
import type { ReactNode } from 'react'

interface TextProps {
  readonly children?: ReactNode
}

interface LinkProps extends TextProps {
  readonly href?: string
}

const OPTIONS = {
  // HTML in the text is shown as it is written.
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: {
    h1: Title,
    h2: Title,
    h3: SmallTitle,
    h4: SmallTitle,
    h5: SmallTitle,
    h6: SmallTitle,
    a: OutsideLink,
    img: PictureWords,
    p: { props: { className: 'my-2 leading-normal' } },
    ul: { props: { className: 'my-2 flex list-disc flex-col gap-1 pl-5' } },
    ol: { props: { className: 'my-2 flex list-decimal flex-col gap-1 pl-5' } },
    blockquote: { props: { className: 'my-2 border-l-2 border-line-strong pl-3 text-ink-soft' } },
    code: { props: { className: 'rounded-sm bg-sunken px-1 font-mono text-[0.92em]' } },
    pre: { props: { className: 'my-2 overflow-x-auto rounded-md bg-sunken p-2', tabIndex: 0 } },
    table: {
      props: {
        className: 'my-2 block overflow-x-auto border-collapse [&_td]:border [&_td]:px-2 [&_th]:border [&_th]:px-2',
      },
    },
    hr: { props: { className: 'my-4 border-line' } },
  },
} as const

/** Markdown as elements of the page; nothing in it becomes HTML, and pictures are not fetched. */
export function MarkdownText({ text }: { text: string }) {
  return (
    <div className="max-w-[68ch] text-read [overflow-wrap:anywhere] [&>*>:first-child]:mt-0">
      <Markdown options={OPTIONS}>{text}</Markdown>
    </div>
  )
}

// Headings of a text stand below those of the page, and name nothing on it.
function Title({ children }: TextProps) {
  return <h3 className="mb-1 mt-4 text-title font-semibold">{children}</h3>
}

function SmallTitle({ children }: TextProps) {
  return <h4 className="mb-1 mt-3 font-semibold">{children}</h4>
}

function OutsideLink({ href, children }: LinkProps) {
  if (!href || !/^(https?:\/\/|mailto:)/i.test(href)) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-signal underline">
      {children}
    </a>
  )
}

function PictureWords({ alt }: { readonly alt?: string }) {
  return <span>{alt}</span>
}
