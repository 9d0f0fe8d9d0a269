import type { AppliedCommand, PresentMember } from '../../../contract/map-live.ts'

export type StreamHears = {
  readonly hello: (told: { readonly revision: number; readonly people: readonly PresentMember[] }) => void
  readonly command: (command: AppliedCommand) => void
  readonly people: (told: { readonly people: readonly PresentMember[] }) => void
  readonly changed: () => void
  readonly talk: () => void
  readonly connected: (isConnected: boolean) => void
}

const againMs = 4_000

/** Opens the live stream at an address and keeps it open; returns how to close it. */
export function openStream(address: string, hears: StreamHears): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  function open(): void {
    clearTimeout(timer)
    source?.close()
    source = new EventSource(address)
    const on = <T>(kind: string, hear: (told: T) => void) =>
      source!.addEventListener(kind, event => hear(JSON.parse((event as MessageEvent<string>).data) as T))
    on('hello', (told: Parameters<StreamHears['hello']>[0]) => {
      hears.connected(true)
      hears.hello(told)
    })
    on('command', hears.command)
    on('people', hears.people)
    on('changed', hears.changed)
    on('talk', hears.talk)
    source.addEventListener('error', () => {
      hears.connected(false)
      // A browser tries again by itself after a line that broke, not after an answer that was no stream.
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, againMs)
    })
  }
  open()
  // After a while without a network the browser waits long: it is asked again as soon as there is one.
  addEventListener('online', open)
  return () => {
    removeEventListener('online', open)
    clearTimeout(timer)
    source?.close()
  }
}
