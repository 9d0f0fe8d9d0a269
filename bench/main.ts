/**
 * `npm run bench`: what the product costs and gains, as ratios taken in one run on this machine, against what somebody
 * would otherwise write by hand. Prints a table and writes `bench/latest.json`.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAnswers } from './answers.ts'
import { type Figure, isMet, table } from './figures.ts'
import { benchIngest } from './ingest.ts'
import { benchInvitations } from './invitations.ts'
import { benchMaps } from './maps.ts'
import { benchReading } from './read.ts'
import { targetsOf, targetTable } from './targets.ts'
import { versionsOf } from './versions.ts'
import { benchWrites } from './writes.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    large: { type: 'boolean', default: false },
    only: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    profile: { type: 'string' },
    keep: { type: 'string' },
    ask: { type: 'string' },
    times: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})
const parts = ['ingest', 'read', 'writes', 'maps', 'invitations', 'answers']
if (values.help || (values.only !== undefined && !parts.includes(values.only))) {
  console.log(`npm run bench -- [--events N] [--large] [--only ingest|read|writes|maps|invitations|answers] [--seconds N] [--profile DIRECTORY] [--keep DIRECTORY]

  --events N    how many events are generated (1,000,000)
  --large       10,000,000 of them
  --only PART   ingest: taking events; read: the map's measures and the graph;
                writes: how fresh the graph is under load, joining customers;
                maps: opening, changing, drawing and scrolling a large map;
                invitations: deciding on a million customers in one wave
  --seconds N   how long events are sent at most, each time (20)
  --profile D   writes processor profiles of the server there
  --keep D      reads events that are there, or leaves them there for another run
  --ask WORDS   of reading, only the questions whose names match these words
  --times N     the traces of the events are lived so many times, by other customers; DuckDB and rivals are left out`)
  process.exit(values.help ? 0 : 2)
}

const events = values.events ? Number(values.events) : values.large ? 10_000_000 : 1_000_000
if (!Number.isSafeInteger(events) || events < 1000) {
  console.error(`--events must be a whole number from 1,000 on; it is ${values.events}.`)
  process.exit(2)
}
const all = events * Number(values.times)
const root = mkdtempSync(join(tmpdir(), 'parcours-bench-'))
chmodSync(root, 0o755)
const options = {
  events,
  seconds: Number(values.seconds),
  keep: values.keep,
  ask: values.ask === undefined ? undefined : new RegExp(values.ask),
  times: Number(values.times),
  directory: (name: string) => {
    const path = join(root, name)
    mkdirSync(path, { recursive: true, mode: 0o755 })
    return path
  },
  nodeFlags: values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
  say: (line: string) =>
    console.error(
      `  ${Math.round(performance.now() / 1000)
        .toString()
        .padStart(5)} s  ${line}`,
    ),
}

/** The run before this one: of fewer events, it tells how the times grow. */
const earlier = JSON.parse(readFileSync(join(import.meta.dirname, 'latest.json'), 'utf8')) as {
  events: number
  figures: Figure[]
}
const wanted = (part: string) => values.only === undefined || values.only === part
const startedAt = new Date()
const figures: Figure[] = []
const processors = cpus()
const machine = {
  cores: availableParallelism(),
  processor: processors[0]?.model ?? 'unknown',
  memoryBytes: totalmem(),
  platform: `${process.platform} ${process.arch}`,
}
const versions = versionsOf()
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  // More events than these tell nothing new of a rate, and take long to make.
  ingest: () => benchIngest({ ...options, events: Math.min(events, 1_000_000) }),
  read: () => benchReading(options),
  writes: () => benchWrites({ ...options, events: Math.min(events, 1_000_000) }),
  maps: () => benchMaps(options),
  invitations: () => benchInvitations(options),
  answers: () => benchAnswers(options),
}
try {
  for (const part of parts.filter(wanted)) {
    options.say(`${part} begins`)
    figures.push(...(await benches[part]!()))
    // What was measured stays if a later part fails.
    write(parts.filter(wanted).indexOf(part) === parts.filter(wanted).length - 1)
  }
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 })
}

console.log(
  `${all.toLocaleString('en')} events, ${machine.cores} cores, ${Math.round(machine.memoryBytes / 2 ** 30)} GB, ${machine.processor}`,
)
console.log(
  `${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}\n`,
)
console.log(table(figures))
if (wanted('read')) console.log(`\n${targetTable(targetsOf(figures, all, earlier))}`)

function write(complete: boolean): void {
  const result = {
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    complete,
    events: all,
    // Others at work on the machine make times longer.
    load: loadavg()[0],
    machine,
    versions,
    targets: wanted('read') ? targetsOf(figures, all, earlier) : [],
    figures: figures.map(figure => ({ ...figure, met: isMet(figure) })),
  }
  writeFileSync(join(import.meta.dirname, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`)
}
