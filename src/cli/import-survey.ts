import { importSurveyFile, type SurveyFileReport, surveyFileReport, surveyRemark } from '../contract/survey-files.ts'
import { labelIn } from '../vocabulary/label.ts'
import { firstWorkspaceOf } from './create-workspace.ts'
import { queryOf, refuseNoFile, sendFile } from './send-file.ts'
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
    const query = queryOf(importSurveyFile, {
      dryRun: String(words.flag('dry-run')),
      language: words.option('language'),
    })
    refuseNoFile(file)
    await using voice = await speak(terminal.config)
    const workspace = await firstWorkspaceOf(terminal, voice, words.option('workspace'))
    const path = importSurveyFile.path.replace('{workspace}', workspace)
    const response = await sendFile(voice, `${path}?${query}`, file)
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
