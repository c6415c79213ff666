import { route } from '@/app/api/route-handler'
import { locateAnswered } from '@/app/api/v1/answer-source'
import { answersService } from '@/lib/answers'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

const UNCACHED = { 'cache-control': 'no-store' } as const

/** How far this server's table of a source is: `AnswersState`. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const state = await answersService().stateOf(await locateAnswered((await params).id))
  return Response.json(state, { headers: UNCACHED })
})

/** Has the table made unless it is there; answers how far it is. */
export const POST = route(async (_request: Request, { params }: Context) => {
  const state = await answersService().make(await locateAnswered((await params).id))
  return Response.json(state, { status: state.state === 'ready' ? 200 : 202, headers: UNCACHED })
})
