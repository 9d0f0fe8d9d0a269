import { catalogue } from '../kit/catalogue.ts'

export const collectingWords = catalogue({ title: '' }, { title: '' })
