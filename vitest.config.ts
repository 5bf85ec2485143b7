import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/engine.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    /** Loading the program costs more than most files' tests: a worker does it once. Whatever a file stubs, it restores. */
    isolate: false,
    reporters: ['default', './test/support/tally.ts'],
  },
})
