import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { importSurveyFile, type SurveyFileReport, surveyFileReport, surveyRemark } from '../contract/survey-files.ts'
import { labelIn } from '../vocabulary/label.ts'
import { problem } from '../vocabulary/problem.ts'
import { firstWorkspaceOf } from './create-workspace.ts'
import { refuseProblem, speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

export const importSurvey = {
  usage: `import survey FILE [--dry-run] [--language fr|en]
    Makes a draft from a file: a survey of Parcours (JSON) or a SurveyJS definition. Everything that is left or read
    otherwise is told; with an error nothing is written. --dry-run only tells.
    Exit code 0 when the survey was made, or could be; 1 when the file has an error; 2 for a wrong use.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { 'dry-run': 'flag', language: 'text' })
    const [file, ...others] = words.words
    if (file === undefined || others.length > 0) throw new Misuse('Say which file: import survey nps.json')
    const language = words.option('language')
    const query = importSurveyFile.query!.safeParse({
      dryRun: String(words.flag('dry-run')),
      ...(language === undefined ? {} : { language }),
    })
    if (!query.success)
      throw new Misuse(`--${query.error.issues[0]?.path.join('.')}: ${query.error.issues[0]?.message}`)
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      throw problem('file_unreadable', {
        reason: { en: `there is no file at ${file}`, fr: `il n’y a pas de fichier à l’emplacement ${file}` },
        advice: { en: 'Check the path.', fr: 'Vérifiez le chemin.' },
      })
    await using voice = await speak(terminal.config)
    const workspace = await firstWorkspaceOf(terminal, voice, words.option('workspace'))
    const path = importSurveyFile.path.replace('{workspace}', workspace)
    const response = await voice.send(`${path}?${new URLSearchParams(query.data as Record<string, string>)}`, {
      method: 'POST',
      headers: { 'x-file-name': encodeURIComponent(basename(file)), 'content-type': 'application/octet-stream' },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
      duplex: 'half',
    })
    if (response.status === 400) {
      const told = (await response.clone().json()) as { details?: { problems?: unknown } }
      const problems = surveyRemark.array().safeParse(told.details?.problems)
      for (const one of problems.data ?? []) terminal.say(inLine(terminal, one))
    }
    await refuseProblem(response)
    const report = surveyFileReport.parse(await response.json())
    for (const remark of report.remarks) terminal.say(inLine(terminal, remark))
    terminal.answer({ ...report, survey: report.survey?.id ?? null }, () => inWords(report))
    if (report.remarks.some(({ weight }) => weight === 'error')) process.exitCode = 1
  },
}

function inLine({ locale }: Terminal, { weight, at, value, ...words }: SurveyFileReport['remarks'][number]): string {
  const place = at ? `${at}: ` : ''
  return `${weight === 'warning' ? '~' : '✗'} ${place}${words[locale]}${value ? ` (${value})` : ''}`
}

function inWords({ title, format, pages, questions, conditions, survey }: SurveyFileReport): string {
  const name = title ? labelIn(title, 'en').text : 'A survey'
  return [
    `${name} (${format ?? 'unknown'}): ${pages} pages, ${questions} questions, ${conditions} conditions.`,
    survey ? `Created: ${survey.id}` : 'Nothing was written.',
  ].join('\n')
}
