import type { Answer, GuardedHttp } from '../../shared/ports/http.ts'

type Call = Parameters<GuardedHttp['post']>[0]

/** Endpoints in memory that take everything, unless a test sets `answer`. */
export class MemoryHttp implements GuardedHttp {
  readonly calls: Call[] = []
  answer: (call: Call) => Partial<Answer> | Promise<Partial<Answer>> = () => ({})
  async post(call: Call): Promise<Answer> {
    this.calls.push(call)
    return { status: 200, retryAfter: undefined, body: '', ...(await this.answer(call)) }
  }
}
