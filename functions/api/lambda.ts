import { handle } from 'hono/aws-lambda'
import { readConfig } from '../../shared/config.ts'
import { createDeps } from '../../shared/create-deps.ts'
import { createApp } from './app.ts'

export const handler = handle(createApp(await createDeps(readConfig())))
