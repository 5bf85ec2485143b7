import { invalid } from '../errors.ts'

export const nothingToRead = () => invalid('is needed where nothing is attached', '#/url')
