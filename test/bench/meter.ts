import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'

/** Requests to one place, and how long at least one of them was under way, in milliseconds. */
class Place {
  requests = 0
  #underWay = 0
  #since = 0
  #waited = 0
  begin() {
    this.requests++
    if (this.#underWay++ === 0) this.#since = performance.now()
  }
  end() {
    if (--this.#underWay === 0) this.#waited += performance.now() - this.#since
  }
  get waited() {
    return this.#waited + (this.#underWay > 0 ? performance.now() - this.#since : 0)
  }
}

const places = new Map<string, Place>()

const placeAt = (host: string) => {
  const place = places.get(host) ?? new Place()
  places.set(host, place)
  return place
}

const placeOf = (message: unknown) =>
  placeAt(String((message as { request: ClientRequest }).request.getHeader('host')))

subscribe('http.client.request.start', (message) => placeOf(message).begin())
subscribe('http.client.response.finish', (message) => placeOf(message).end())

const at = (endpoint: string) => placeAt(new URL(endpoint).host)

export interface Endpoints {
  readonly engine: string
  readonly sink: string
}

/** What a piece of work took: the clock on the wall, this process's processor, and waiting for others. */
export interface Pace {
  readonly wall: number
  readonly cpu: number
  readonly engine: number
  readonly sink: number
  readonly engineRequests: number
  readonly sinkRequests: number
}

/** Milliseconds, and requests as they went over the wire. */
export const measure = async (endpoints: Endpoints, work: () => Promise<unknown>): Promise<Pace> => {
  const engine = at(endpoints.engine)
  const sink = at(endpoints.sink)
  const before = [engine.waited, sink.waited, engine.requests, sink.requests] as const
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return {
    wall,
    cpu: (user + system) / 1000,
    engine: engine.waited - before[0],
    sink: sink.waited - before[1],
    engineRequests: engine.requests - before[2],
    sinkRequests: sink.requests - before[3],
  }
}

export const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!

/** Each figure's own median: a run that the machine disturbed does not speak for the others. */
export const medianPace = (paces: readonly Pace[]): Pace => {
  const of = (figure: keyof Pace) => median(paces.map((pace) => pace[figure]))
  return {
    wall: of('wall'),
    cpu: of('cpu'),
    engine: of('engine'),
    sink: of('sink'),
    engineRequests: of('engineRequests'),
    sinkRequests: of('sinkRequests'),
  }
}
