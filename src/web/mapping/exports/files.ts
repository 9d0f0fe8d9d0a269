import { Refusal } from '../../client.ts'

/** A file that arrived, with the name that the server gives it. */
export type Arrived = {
  readonly name: string
  readonly blob: Blob
  /** Characters that the file shows as squares; empty when it shows them all. */
  readonly lacking: string
}

/** Fetches a file; `told` hears how many bytes have come. Throws a `Refusal` when the server says no. */
export async function fetchFile(address: string, signal: AbortSignal, told = (_bytes: number) => {}): Promise<Arrived> {
  let response: Response
  try {
    response = await fetch(address, { signal })
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new Refusal('unreachable', 0, {}, 'The server cannot be reached.')
  }
  if (!response.ok) throw await refusalOf(response)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = response.body!.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value)
    bytes += next.value.length
    told(bytes)
  }
  return {
    name: nameIn(response.headers.get('content-disposition')),
    lacking: decodeURIComponent(response.headers.get('x-lacking-characters') ?? ''),
    blob: new Blob(parts, { type: response.headers.get('content-type') ?? '' }),
  }
}

/** Puts a file among the reader's downloads. */
export function save({ name, blob }: Arrived): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser takes the file after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

async function refusalOf(response: Response): Promise<Refusal> {
  const told = await response.json().catch(() => ({}))
  const { code = 'unreachable', details = {}, message = `The server answered ${response.status}.` } = told
  return new Refusal(String(code), response.status, details, String(message))
}

function nameIn(disposition: string | null): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return found ? decodeURIComponent(found) : 'map'
}
