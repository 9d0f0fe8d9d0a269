import { statfsSync } from 'node:fs'
import { speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { readWords } from './words.ts'

type Finding = { readonly check: string; readonly ok: boolean; readonly found: string }

const leastFreeBytes = 2 * 1024 ** 3

export const doctor = {
  usage: `doctor
    Looks whether everything is in order: the stores, the settings that sync, the disk. Exit code 1 when something is not.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    readWords(given, {})
    const findings: Finding[] = [
      { check: 'Node', ok: Number(process.versions.node.split('.')[0]) >= 24, found: process.versions.node },
    ]
    // Opening reads back the settings that sync and runs the migrations: a failure there is the finding.
    await using voice = await speak(terminal.config)
    const health = (await (await voice.send('/health')).json()) as {
      postgres: boolean
      clickhouse: boolean
      backlog: number
    }
    findings.push({
      check: 'PostgreSQL',
      ok: health.postgres,
      found: health.postgres ? 'answers, commits are synced' : 'does not answer',
    })
    findings.push({
      check: 'ClickHouse',
      ok: health.clickhouse,
      found: health.clickhouse ? 'answers, inserts are synced' : 'does not answer',
    })
    findings.push({
      check: 'Backlog',
      ok: health.backlog < 100_000,
      found: `${health.backlog} events waiting to be moved`,
    })
    const disk = statfsSync(terminal.config.dataDirectory)
    const free = disk.bavail * disk.bsize
    findings.push({ check: 'Disk', ok: free > leastFreeBytes, found: `${(free / 1024 ** 3).toFixed(1)} GB free` })
    terminal.answer({ ok: findings.every(({ ok }) => ok), findings }, () =>
      findings.map(({ check, ok, found }) => `${ok ? 'ok  ' : 'FAIL'} ${check}: ${found}`).join('\n'),
    )
    if (findings.some(({ ok }) => !ok)) process.exitCode = 1
  },
}
