import { readdirSync, readFileSync } from 'node:fs'

export type MemoryPart = 'server' | 'clickhouse' | 'postgres'
export type PeakMemory = Readonly<Record<MemoryPart, number | null>>

/**
 * Watches the memory of a server and its two stores, in bytes. PostgreSQL is many processes that share much: its
 * proportional set is added up, so that what they share counts once. Only Linux tells; elsewhere all is null.
 */
export function watchMemory(serverPid: number): { peak(): PeakMemory; stop(): void } {
  const peaks = new Map<MemoryPart, number>()
  const look = () => {
    const sums = new Map<MemoryPart, number>()
    for (const { part, bytes } of memoryUnder(serverPid)) sums.set(part, (sums.get(part) ?? 0) + bytes)
    for (const [part, bytes] of sums) peaks.set(part, Math.max(peaks.get(part) ?? 0, bytes))
  }
  look()
  const watching = setInterval(look, 1_000)
  return {
    peak: () => ({
      server: peaks.get('server') ?? null,
      clickhouse: peaks.get('clickhouse') ?? null,
      postgres: peaks.get('postgres') ?? null,
    }),
    stop: () => clearInterval(watching),
  }
}

function memoryUnder(serverPid: number): { part: MemoryPart; bytes: number }[] {
  const processes = new Map<number, { parent: number; command: string }>()
  for (const name of processNames()) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1] ?? 0)
    processes.set(Number(name), { parent, command: read(`/proc/${name}/cmdline`) })
  }
  const isUnder = (pid: number): boolean => {
    for (let at = pid, steps = 0; at > 1 && steps < 20; at = processes.get(at)?.parent ?? 0, steps++)
      if (at === serverPid) return true
    return false
  }
  return [...processes]
    .filter(([pid]) => isUnder(pid))
    .map(([pid, { command }]) => {
      const part = pid === serverPid ? 'server' : command.includes('bridge.ts') ? 'clickhouse' : 'postgres'
      const kilobytes =
        part === 'postgres'
          ? /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))
          : /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))
      return { part, bytes: Number(kilobytes?.[1] ?? 0) * 1024 }
    })
}

function processNames(): string[] {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name))
  } catch {
    // No such thing on this system.
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended while it was looked at, or is not ours to look at.
    return ''
  }
}
