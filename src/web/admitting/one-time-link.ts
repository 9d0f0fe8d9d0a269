import { useState } from 'react'

/**
 * The token of a one-time link. It stands after the `#`, which browsers send to nobody, and is taken out of the address
 * bar as soon as it is read, so that it stays in no history.
 */
export function useLinkToken(): string {
  const [token] = useState(() => {
    const found = location.hash.slice(1).replace(/^token=/, '')
    if (found) history.replaceState(history.state, '', location.pathname)
    return decodeURIComponent(found)
  })
  return token
}
