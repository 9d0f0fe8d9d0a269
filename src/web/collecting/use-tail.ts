import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { tailEvents, type tailedEvent } from '../../contract/collecting-events.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { addressOf } from '../client.ts'

export type TailedEvent = z.output<typeof tailedEvent>

/** No more than a person can look at. */
const most = 200

/** The events that arrive, the newest first, as they arrive. The browser connects again by itself when the line breaks. */
export function useTail(open: boolean): { readonly events: readonly TailedEvent[]; readonly lost: boolean } {
  const workspace = useWorkspaceKey()
  const [events, setEvents] = useState<readonly TailedEvent[]>([])
  const [lost, setLost] = useState(false)
  useEffect(() => {
    if (!open) return
    const line = new EventSource(addressOf(tailEvents, { params: { workspace } }))
    // Many may arrive at once: they are drawn together, a few times a second.
    let waiting: TailedEvent[] = []
    const timer = setInterval(() => {
      if (waiting.length === 0) return
      const fresh = waiting.reverse()
      waiting = []
      setEvents(known => {
        const seen = new Set(known.map(one => one.id))
        return [...fresh.filter(one => !seen.has(one.id)), ...known].slice(0, most)
      })
    }, 200)
    const hear = (message: MessageEvent<string>) => {
      const told = JSON.parse(message.data) as TailedEvent | TailedEvent[]
      waiting.push(...(Array.isArray(told) ? told : [told]))
    }
    line.onmessage = hear
    line.addEventListener('event', hear as EventListener)
    line.onopen = () => setLost(false)
    line.onerror = () => setLost(true)
    return () => {
      clearInterval(timer)
      line.close()
    }
  }, [workspace, open])
  return { events, lost }
}
