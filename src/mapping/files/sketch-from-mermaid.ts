import type { Label, Tongue } from '../../vocabulary/label.ts'
import { mapLimits } from '../../vocabulary/map/journey-map.ts'
import { guessTongue } from './guess-tongue.ts'
import { nameKey } from './name-key.ts'
import type { Remarks } from './remarks.ts'
import { plainStep, type Sketch, type SketchEmotion } from './sketch.ts'
import type { GridReading } from './sketch-from-grid.ts'

const longestName = 4000

/** Whether a text is a Mermaid journey: the word stands alone on the first line that says anything. */
export function isMermaidJourney(text: string): boolean {
  return /^journey(\s*;)?$/.test(saying(text).find(({ line }) => line !== '')?.line ?? '')
}

/** The lines of a diagram with their numbers: without front matter, fences, directives and comments. */
function saying(text: string): readonly { readonly number: number; readonly line: string; readonly title?: string }[] {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, line: line.trim() }))
  const first = lines.findIndex(({ line }) => line !== '' && !line.startsWith('```') && !line.startsWith('~~~'))
  const isFront = lines[first]?.line === '---'
  const close = isFront ? lines.findIndex(({ line }, index) => index > first && line === '---') : -1
  return lines.flatMap((each, index) => {
    if (close > 0 && index <= close) {
      const title = /^title:\s*(.+)$/.exec(each.line)?.[1]
      return title ? [{ number: each.number, line: '', title: title.replace(/^(["'])(.*)\1$/, '$2') }] : []
    }
    return each.line === '' || /^(%%|```|~~~)/.test(each.line) ? [] : [each]
  })
}

type DrawnStep = { title: Label; key: string; declared: SketchEmotion[]; actors: Set<string> }
type DrawnPhase = { name: Label; steps: DrawnStep[] }

/**
 * Reads a Mermaid journey: a section is a phase, a task a step, its score from 1 to 5 the feeling from −1 to 1, its
 * actors personas. A task that stands again right after, for other actors, is the same step as they feel it.
 */
export function sketchFromMermaid(text: string, { language, locale }: GridReading, remarks: Remarks): Sketch {
  const lines = saying(text)
  const spoken: Tongue = language ?? guessTongue(lines.map(({ line }) => line)) ?? locale
  const label = (words: string): Label => ({ [spoken]: words })
  let title = lines.find(one => one.title !== undefined)?.title ?? null
  const phases: DrawnPhase[] = []
  const personas = new Map<string, string>()
  let begun = false
  for (const { number, line } of lines) {
    if (line === '') continue
    if (!begun) {
      begun = true
      continue
    }
    const heading = /^title\s+(.+)$/.exec(line)
    const section = /^section\s+(.+)$/.exec(line)
    if (heading) title = unescaped(heading[1]!)
    else if (section) {
      phases.push({ name: label(unescaped(section[1]!).slice(0, longestName)), steps: [] })
      if (phases.length === mapLimits.phases + 1) tooMany(remarks, number, 'phases')
    } else if (!/^acc(Title|Descr)\b/.test(line)) task(line, number)
  }

  function task(line: string, number: number): void {
    const [name, score, actors, ...more] = line.split(':').map(part => part.trim())
    if (score === undefined || more.length > 0 || name === '') {
      remarks.error(
        {
          en: 'A task is written “Name: score: actor, actor”',
          fr: 'Une tâche s’écrit « Nom: note: acteur, acteur »',
        },
        { line: number, value: line },
      )
      return
    }
    const read = /^[1-5](\.\d+)?$/.test(score) && Number(score) <= 5 ? Number(score) : undefined
    if (read === undefined) {
      remarks.error(
        { en: 'A score is a number from 1 to 5', fr: 'Une note est un nombre de 1 à 5' },
        { line: number, column: 'score', value: score },
      )
      return
    }
    const phase = phases.at(-1) ?? begin()
    const called = (actors ?? '').split(',').flatMap(actor => (actor.trim() === '' ? [] : [unescaped(actor.trim())]))
    for (const actor of called) if (!personas.has(nameKey(actor))) personas.set(nameKey(actor), actor)
    const keys = called.length === 0 ? [''] : called.map(nameKey)
    const words = unescaped(name!).slice(0, longestName)
    const last = phase.steps.at(-1)
    const isSame = last?.key === nameKey(words) && keys.every(key => !last.actors.has(key))
    const step = isSame ? last : { title: label(words), key: nameKey(words), declared: [], actors: new Set<string>() }
    if (!isSame) {
      phase.steps.push(step)
      if (phase.steps.length === mapLimits.stepsPerPhase + 1) tooMany(remarks, number, 'stepsPerPhase')
    }
    for (const key of keys) {
      if (step.actors.has(key)) continue
      step.actors.add(key)
      step.declared.push({
        persona: key === '' ? null : label(personas.get(key)!),
        valence: (read - 3) / 2,
        intensity: 0.5,
        label: null,
      })
    }
  }

  function begin(): DrawnPhase {
    const phase: DrawnPhase = { name: label(title ?? (spoken === 'fr' ? 'Parcours' : 'Journey')), steps: [] }
    phases.push(phase)
    return phase
  }

  if (!phases.some(phase => phase.steps.length > 0) && !remarks.refuses()) {
    remarks.error({
      en: 'The journey has no task: there is nothing to draw',
      fr: 'Le parcours n’a aucune tâche : il n’y a rien à dessiner',
    })
  }
  remarks.warn({
    en: 'A Mermaid journey says no touchpoint, channel, thought or department: these are to be added on the map',
    fr: 'Un parcours Mermaid ne dit ni point de contact, ni canal, ni pensée, ni service : ils restent à ajouter sur la carte',
  })
  return {
    name: title === null ? null : label(title),
    purpose: null,
    mapName: null,
    kind: 'current',
    language: spoken,
    lanes: [],
    declaresLanes: false,
    personas: [...personas.values()].map(name => ({ name: label(name), description: null })),
    phases: phases.map(({ name, steps }) => ({
      name,
      goal: null,
      order: 'sequence',
      desired: null,
      steps: steps.map(step => ({ ...plainStep(step.title), declared: step.declared })),
    })),
  }
}

function tooMany(remarks: Remarks, line: number, what: 'phases' | 'stepsPerPhase'): void {
  const most = mapLimits[what]
  remarks.error(
    what === 'phases'
      ? { en: `A map holds ${most} phases at most`, fr: `Une carte contient ${most} phases au plus` }
      : { en: `A phase holds ${most} steps at most`, fr: `Une phase contient ${most} étapes au plus` },
    { line },
  )
}

const named: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', apos: "'" }

/** Letters that mean something to Mermaid are written by their number: `#58;` is a colon. */
function unescaped(text: string): string {
  return text.replace(/<br\s*\/?>/gi, '\n').replace(/#(\d{1,7}|[a-z]{2,8});/gi, (whole, code: string) => {
    if (!/^\d/.test(code)) return named[code.toLowerCase()] ?? whole
    const point = Number(code)
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole
  })
}
