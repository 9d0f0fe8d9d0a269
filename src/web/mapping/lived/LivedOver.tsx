import type { ReactNode } from 'react'
import { LivedLayerProvider } from './lived-layer.ts'
import { useLayer } from './use-layer.ts'

/** Around whatever shows what was lived on the open map. */
export function LivedOver({ children }: { children: ReactNode }) {
  return <LivedLayerProvider value={useLayer()}>{children}</LivedLayerProvider>
}
