import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { readSettings } from './settings.ts'
import { TocsinStack } from './stack.ts'

const app = new App()
new TocsinStack(app, readSettings(app.node))
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
