import { collection } from '../storage/collection.ts'
import { type Assessment, assessment } from './schema.ts'

export const listOfAssessments = (situationId: string) => `assessments#${situationId}`

export const assessments = collection({
  table: 'situations',
  noun: 'assessment',
  schema: assessment,
  lists: ({ situationId, createdAt, id }: Assessment) => [
    { pk: listOfAssessments(situationId), sk: `${createdAt}#${id}` },
  ],
})
