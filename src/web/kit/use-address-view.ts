import { useNavigate, useSearch } from '@tanstack/react-router'

/** What the address bar says of the open page, and how to change it: what is given as undefined is said no more. */
export function useAddressView<View extends object>(): {
  readonly view: View
  readonly show: (change: { [K in keyof View]?: View[K] | undefined }) => void
} {
  const search: unknown = useSearch({ strict: false })
  const view = search as View
  const navigate = useNavigate()
  return {
    view,
    show: change => {
      const next = Object.fromEntries(Object.entries({ ...view, ...change }).filter(([, value]) => value !== undefined))
      void navigate({ to: '.', search: next as never, replace: true })
    },
  }
}
