export type Log = {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void
  error(message: string, facts?: Readonly<Record<string, unknown>>): void
}

/** One line of JSON a record, on standard error: standard output belongs to what a command answers. */
export function openLog(
  level: 'info' | 'warn' | 'error' | 'silent',
  write = (line: string) => process.stderr.write(line),
): Log {
  const rank = { info: 0, warn: 1, error: 2, silent: 3 }
  const record =
    (at: 'info' | 'warn' | 'error') =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}) => {
      if (rank[at] < rank[level]) return
      write(`${JSON.stringify({ at: new Date().toISOString(), level: at, message, ...facts })}\n`)
    }
  return { info: record('info'), warn: record('warn'), error: record('error') }
}
