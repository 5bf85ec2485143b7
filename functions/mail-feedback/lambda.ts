import { readConfig } from '../../shared/config.ts'
import { createDeps } from '../../shared/create-deps.ts'
import { createHandler } from './handler.ts'

export const handler = createHandler(await createDeps(readConfig()))
