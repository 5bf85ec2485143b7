/**
 * How a function becomes one file. Entry files await their secrets at the top, so the file is a module; some
 * dependencies still `require`.
 */
export const bundle = {
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  banner:
    "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
} as const
