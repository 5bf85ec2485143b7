import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line that any machine can read. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const ended = (state: string) => tests.filter((test) => test.result().state === state).length
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    ).length
    const failed = ended('failed') + broken + errors.length
    console.log(`\n${ended('passed')} passed, ${failed} failed, ${ended('skipped')} skipped`)
  }
}
