import { QueryCache, QueryClient } from '@tanstack/react-query'
import { Refusal } from './client.ts'
import { router } from './router.tsx'

/** The answers of the server, kept for as long as they are shown. A refusal is never asked again by itself. */
export const answers = new QueryClient({
  queryCache: new QueryCache({ onError: toSignIn }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => times < 2 && error instanceof Refusal && (error.status === 0 || error.status === 503),
      retryDelay: times => 400 * 2 ** times,
    },
  },
})

function toSignIn(error: Error): void {
  if (!(error instanceof Refusal) || error.code !== 'sign_in_required') return
  const here = router.state.location
  if (here.pathname === '/sign-in') return
  void router.navigate({ to: '/sign-in', search: { back: here.href } })
}
