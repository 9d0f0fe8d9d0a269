import { useEffect, useRef } from 'react'

export type WallActs = {
  readonly move: (by: 1 | -1) => void
  readonly toggleTurn: () => void
  readonly leave: () => void
}

/** A wall has no controls: everything it does is a key. */
export function useWallKeys(acts: WallActs): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const act = actOf(event.key, latest.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}

function actOf(key: string, { move, toggleTurn, leave }: WallActs): (() => void) | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'PageDown':
      return () => move(1)
    case 'ArrowLeft':
    case 'PageUp':
      return () => move(-1)
    case ' ':
      return toggleTurn
    case 'f':
    case 'F':
      return () => void toggleFullScreen()
    case 'Escape':
      return leave
    default:
      return undefined
  }
}

async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen()
  } catch {
    // A browser that does not allow it shows the page as it is.
  }
}

/** Keeps the screen from going dark while the wall is shown, where the browser can. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let over = false
    const hold = async () => {
      if (document.visibilityState !== 'visible') return
      const held = await navigator.wakeLock?.request('screen').catch(() => undefined)
      if (over) void held?.release()
      else lock = held
    }
    void hold()
    document.addEventListener('visibilitychange', hold)
    return () => {
      over = true
      document.removeEventListener('visibilitychange', hold)
      void lock?.release()
    }
  }, [])
}
