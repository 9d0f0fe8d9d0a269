import type { Terminal } from './terminal.ts'

/** What can be asked on the command line, and how it is used. */
export type Verb = {
  readonly usage: string
  readonly run: (terminal: Terminal, words: readonly string[]) => Promise<void>
}

/** By its words. A verb is read when it is asked: starting stays quick. */
export const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  start: async () => (await import('./start.ts')).start,
  'import events': async () => (await import('./import-events.ts')).importEvents,
  'import map': async () => (await import('./import-map.ts')).importMap,
  'import survey': async () => (await import('./import-survey.ts')).importSurvey,
  'export cases': async () => (await import('./export-cases.ts')).exportCases,
  'export events': async () => (await import('./export-events.ts')).exportEvents,
  'export map': async () => (await import('./export-map.ts')).exportMap,
  'workspace create': async () => (await import('./create-workspace.ts')).createWorkspace,
  'key create': async () => (await import('./create-key.ts')).createKey,
  ask: async () => (await import('./ask.ts')).ask,
  invite: async () => (await import('./invite.ts')).invite,
  sample: async () => (await import('./sample.ts')).sample,
  link: async () => (await import('./link.ts')).link,
  migrate: async () => (await import('./migrate.ts')).migrate,
  doctor: async () => (await import('./doctor.ts')).doctor,
}
