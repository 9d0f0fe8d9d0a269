import { catalogue } from '../kit/catalogue.ts'

export const settingsWords = catalogue({ title: '' }, { title: '' })
