import { collection } from '../storage/collection.ts'
import { type FieldReport, fieldReport } from './schema.ts'

const place = ({ createdAt, id }: FieldReport) => `${createdAt}#${id}`

export const fieldReports = collection({
  table: 'alerts',
  noun: 'field report',
  schema: fieldReport,
  lists: (each) => [{ pk: `field-reports#${each.status}`, sk: place(each) }],
})

export const listOfReports = (status: FieldReport['status']) => `field-reports#${status}`
