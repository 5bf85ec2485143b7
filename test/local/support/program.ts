import { run } from '../../../infra/local/run.ts'
import { app, handlersWith } from './handlers.ts'

/** The program as `npm start` runs it, with functions that do nothing. */
await run({ handlers: handlersWith(), app })
