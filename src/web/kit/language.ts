import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keptTogether } from '../../vocabulary/kept-together.ts'
import { admittingWords } from '../admitting/words.ts'
import { collectingWords } from '../collecting/words.ts'
import { answeringWords } from '../listening/answering/words.ts'
import { surveyBindingWords } from '../listening/binding/words.ts'
import { callingWords } from '../listening/calling/words.ts'
import { surveyEditorWords } from '../listening/editor/words.ts'
import { surveyFilesWords } from '../listening/files/words.ts'
import { invitingWords } from '../listening/inviting/words.ts'
import { receiptsWords } from '../listening/receipts/words.ts'
import { surveyResultsWords } from '../listening/results/words.ts'
import { sendingWords } from '../listening/sending/words.ts'
import { surveyWebsiteWords } from '../listening/website/words.ts'
import { listeningWords } from '../listening/words.ts'
import { surveyWritingWords } from '../listening/writing/words.ts'
import { atlasWords } from '../mapping/atlas/words.ts'
import { mapExportsWords } from '../mapping/exports/words.ts'
import { gridWords } from '../mapping/grid/words.ts'
import { mapImportsWords } from '../mapping/imports/words.ts'
import { inspectorWords } from '../mapping/inspector/words.ts'
import { liveWords } from '../mapping/live/words.ts'
import { livedWords } from '../mapping/lived/words.ts'
import { picturesWords } from '../mapping/pictures/words.ts'
import { reviewWords } from '../mapping/review/words.ts'
import { mapStartWords } from '../mapping/start/words.ts'
import { talkWords } from '../mapping/talk/words.ts'
import { wallWords } from '../mapping/wall/words.ts'
import { mappingWords } from '../mapping/words.ts'
import { alertsWords } from '../measuring/alerts/words.ts'
import { compareWords } from '../measuring/compare/words.ts'
import { contactsWords } from '../measuring/contacts/words.ts'
import { explainWords } from '../measuring/explain/words.ts'
import { graphWords } from '../measuring/explore/graph/words.ts'
import { exploreWords } from '../measuring/explore/words.ts'
import { filterWords } from '../measuring/filter/words.ts'
import { heatmapsWords } from '../measuring/heatmaps/words.ts'
import { listsWords } from '../measuring/lists/words.ts'
import { takenWords } from '../measuring/taken/words.ts'
import { touchpointWords } from '../measuring/touchpoint/words.ts'
import { measuringWords } from '../measuring/words.ts'
import { segmentingWords } from '../segmenting/words.ts'
import { calendarWords } from '../settings/calendar/words.ts'
import { settingsWords } from '../settings/words.ts'
import { kitWords } from './words.ts'

const en = {
  kit: kitWords.en,
  admitting: admittingWords.en,
  mapping: mappingWords.en,
  grid: gridWords.en,
  inspector: inspectorWords.en,
  mapExports: mapExportsWords.en,
  mapImports: mapImportsWords.en,
  mapStart: mapStartWords.en,
  atlas: atlasWords.en,
  pictures: picturesWords.en,
  wall: wallWords.en,
  review: reviewWords.en,
  talk: talkWords.en,
  live: liveWords.en,
  lived: livedWords.en,
  measuring: measuringWords.en,
  lists: listsWords.en,
  contacts: contactsWords.en,
  caseFilters: filterWords.en,
  compare: compareWords.en,
  alerts: alertsWords.en,
  explore: exploreWords.en,
  explain: explainWords.en,
  exploreGraph: graphWords.en,
  heatmaps: heatmapsWords.en,
  taken: takenWords.en,
  touchpoint: touchpointWords.en,
  collecting: collectingWords.en,
  segmenting: segmentingWords.en,
  listening: listeningWords.en,
  inviting: invitingWords.en,
  sending: sendingWords.en,
  surveyWebsite: surveyWebsiteWords.en,
  calling: callingWords.en,
  receipts: receiptsWords.en,
  surveyEditor: surveyEditorWords.en,
  answering: answeringWords.en,
  surveyFiles: surveyFilesWords.en,
  surveyWriting: surveyWritingWords.en,
  surveyBinding: surveyBindingWords.en,
  surveyResults: surveyResultsWords.en,
  settings: settingsWords.en,
  calendar: calendarWords.en,
}

const fr = {
  kit: kitWords.fr,
  admitting: admittingWords.fr,
  mapping: mappingWords.fr,
  grid: gridWords.fr,
  inspector: inspectorWords.fr,
  mapExports: mapExportsWords.fr,
  mapImports: mapImportsWords.fr,
  mapStart: mapStartWords.fr,
  atlas: atlasWords.fr,
  pictures: picturesWords.fr,
  wall: wallWords.fr,
  review: reviewWords.fr,
  talk: talkWords.fr,
  live: liveWords.fr,
  lived: livedWords.fr,
  measuring: measuringWords.fr,
  lists: listsWords.fr,
  contacts: contactsWords.fr,
  caseFilters: filterWords.fr,
  compare: compareWords.fr,
  alerts: alertsWords.fr,
  explore: exploreWords.fr,
  explain: explainWords.fr,
  exploreGraph: graphWords.fr,
  heatmaps: heatmapsWords.fr,
  taken: takenWords.fr,
  touchpoint: touchpointWords.fr,
  collecting: collectingWords.fr,
  segmenting: segmentingWords.fr,
  listening: listeningWords.fr,
  inviting: invitingWords.fr,
  sending: sendingWords.fr,
  surveyWebsite: surveyWebsiteWords.fr,
  calling: callingWords.fr,
  receipts: receiptsWords.fr,
  surveyEditor: surveyEditorWords.fr,
  answering: answeringWords.fr,
  surveyFiles: surveyFilesWords.fr,
  surveyWriting: surveyWritingWords.fr,
  surveyBinding: surveyBindingWords.fr,
  surveyResults: surveyResultsWords.fr,
  settings: settingsWords.fr,
  calendar: calendarWords.fr,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kit'
    resources: typeof en
  }
}

export type Language = 'fr' | 'en'
const remembered = 'parcours.language'

/** Starts the words in the language chosen before on this device, else the browser's, else English. */
export async function startWords(): Promise<void> {
  const chosen = localStorage.getItem(remembered)
  const first = chosen === 'fr' || chosen === 'en' ? chosen : navigator.language.startsWith('fr') ? 'fr' : 'en'
  await i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: 'en',
    defaultNS: 'kit',
    resources: { en, fr },
    // React writes texts as texts; what is left to mind is the direction of names that events bring.
    interpolation: { escapeValue: true, escape: keptTogether },
  })
  document.documentElement.lang = first
}

export function speak(language: Language): void {
  localStorage.setItem(remembered, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
