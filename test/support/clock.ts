import type { Clock } from '../../shared/deps.ts'

/** A clock that stands still until it is told; who sleeps on it makes time pass. */
export class TestClock implements Clock {
  #now: number
  constructor(start: string) {
    this.#now = Date.parse(start)
  }
  now() {
    return new Date(this.#now)
  }
  async sleep(milliseconds: number) {
    this.#now += milliseconds
  }
  advance(seconds: number) {
    this.#now += seconds * 1000
  }
}
