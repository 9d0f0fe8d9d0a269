import { importMapFile, type MapFileReport, mapFileReport } from '../contract/map-files.ts'
import { collisionChoices } from '../contract/mapping.ts'
import { labelIn } from '../vocabulary/label.ts'
import { isProblemCode, problemSentence } from '../vocabulary/problem.ts'
import { firstWorkspaceOf } from './create-workspace.ts'
import { queryOf, refuseNoFile, sendFile } from './send-file.ts'
import { refuseProblem, speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

export const importMap = {
  usage: `import map FILE [--dry-run] [--language fr|en] [--name NAME] [--on-collision ${collisionChoices.join('|')}]
    Creates a map from a file: interchange JSON, a CSV or XLSX grid, a Mermaid journey or CJML, whatever it is called.
    Everything that is wrong with the file is told at once, and nothing is written then. --dry-run only tells.
    Exit code 0 when the map was created, or could be; 1 when the file has an error; 2 for a wrong use.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { 'dry-run': 'flag', language: 'text', name: 'text', 'on-collision': 'text' })
    const [file, ...others] = words.words
    if (file === undefined || others.length > 0) throw new Misuse('Say which file: import map journey.csv')
    const query = queryOf(importMapFile, {
      dryRun: String(words.flag('dry-run')),
      language: words.option('language'),
      name: words.option('name'),
      onCollision: words.option('on-collision'),
    })
    refuseNoFile(file)
    await using voice = await speak(terminal.config)
    const workspace = await firstWorkspaceOf(terminal, voice, words.option('workspace'))
    const path = importMapFile.path.replace('{workspace}', workspace)
    const response = await sendFile(voice, `${path}?${query}`, file)
    if (response.status === 400) sayProblems(terminal, await response.clone().json())
    await refuseProblem(response)
    const report = mapFileReport.parse(await response.json())
    for (const remark of report.remarks) terminal.say(inLine(terminal, remark))
    const { map, ...told } = report
    terminal.answer({ ...told, map: map?.map.id ?? null }, () => inWords(report))
    if (report.remarks.some(remark => remark.weight === 'error')) process.exitCode = 1
  },
}

/** All that is wrong with a refused file, a line each; the refusal itself follows. */
function sayProblems(terminal: Terminal, told: { code?: string; details?: Record<string, unknown> }): void {
  const { problems } = told.details ?? {}
  if (!Array.isArray(problems) || !told.code || !isProblemCode(told.code)) return
  for (const one of problems) terminal.say(inLine(terminal, one as MapFileReport['remarks'][number]))
  if (problems.length === 0) terminal.say(problemSentence(told.code, told.details ?? {}, terminal.locale))
}

function inLine(terminal: Terminal, remark: Partial<MapFileReport['remarks'][number]>): string {
  const { line, column, value } = remark
  const word = terminal.locale === 'fr' ? 'ligne' : 'line'
  const place = [line ? `${word} ${line}` : '', column ?? ''].filter(part => part !== '').join(', ')
  const shown = value ? ` (${value})` : ''
  return `${remark.weight === 'warning' ? '~' : '✗'} ${place}${place ? ': ' : ''}${remark[terminal.locale] ?? ''}${shown}`
}

function inWords(report: MapFileReport): string {
  const { format, phases, steps, placements, library, map, name } = report
  const added = Object.entries(library).flatMap(([kind, { added, matched }]) =>
    added + matched === 0 ? [] : [`${kind}: ${added} new, ${matched} already here`],
  )
  return [
    `${name ? labelIn(name, 'en').text : 'A map'} (${format}): ${phases} phases, ${steps} steps, ${placements} touchpoints placed.`,
    ...(added.length > 0 ? [added.join('; ')] : []),
    map ? `Created: ${map.map.id}` : 'Nothing was written.',
  ].join('\n')
}
