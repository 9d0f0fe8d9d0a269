import { useState } from 'react'
import { AskOver } from './AskOver.tsx'
import { GridBody } from './GridBody.tsx'
import { createGridStore, GridStateProvider } from './grid-state.ts'

/** The map as an ARIA grid: lane titles frozen on the left, phases and steps on top. */
export function MapGrid() {
  const [store] = useState(createGridStore)
  return (
    <GridStateProvider value={store}>
      <AskOver>
        <GridBody />
      </AskOver>
    </GridStateProvider>
  )
}
