import { options } from './plain.ts'

export type Page = {
  readonly path: string
  readonly url: string
  readonly search: string
  readonly title: string
  readonly referrer: string
}

/** The campaign of an address, as the Segment messages name its parts. */
export type Campaign = Readonly<Record<string, string>>

/**
 * The address without what may identify someone: of the query only `utm_*` stays, of the fragment only a route
 * (`#/basket`, `#!/basket`), and an e-mail address in the path is masked.
 */
export function cleanAddress(address: string): { url: string; path: string; search: string; campaign: Campaign } {
  const campaign: Record<string, string> = Object.create(null)
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return { url: '', path: '', search: '', campaign }
  }
  const kept: string[] = []
  url.searchParams.forEach((value, name) => {
    if (!/^utm_\w{1,40}$/.test(name)) return
    const shown = masked(value)
    kept.push(`${name}=${encodeURIComponent(shown)}`)
    const part = name.slice(4)
    campaign[part === 'campaign' ? 'name' : part] = shown
  })
  const search = kept.length ? `?${kept.join('&')}` : ''
  const route = /^#!?\/[^?&=]*/.exec(url.hash)?.[0] ?? ''
  const path = masked(url.pathname)
  const origin = url.origin === 'null' ? `${url.protocol}//` : url.origin
  return { url: origin + path + search + masked(route), path: path + masked(route), search, campaign }
}

/** E-mail addresses become `***`, encoded or not. */
export function masked(text: string): string {
  return text.replace(/[^\s/?&=#@%<>"']+(@|%40)[^\s/?&=#@%<>"']+\.[a-z]{2,}/gi, '***')
}

/** The page the visitor sees. `previous` is where a navigation inside the page came from. */
export function currentPage(previous: string | undefined): { page: Page; campaign: Campaign } {
  const { url, path, search, campaign } = cleanAddress(location.href)
  const referrer = previous ?? withoutSearch(document.referrer)
  return { page: { path, url, search, title: masked(document.title), referrer }, campaign }
}

function withoutSearch(address: string): string {
  const { url, search } = cleanAddress(address)
  return search ? url.replace(search, '') : url
}

type NavigationEvents = { addEventListener(type: 'currententrychange', listener: () => void): void }

/**
 * Calls `arrived` with the previous address when the page changes its own through the History API. Addresses that
 * differ only by what is not sent (the query) are the same page.
 *
 * The usual way, replacing `history.pushState`, changes the host page. The Navigation API tells the same without
 * touching anything; where it is missing, the address is looked at twice a second.
 */
export function watchNavigation(arrived: (previous: string) => void): void {
  const here = () => {
    const { url, search } = cleanAddress(location.href)
    return search ? url.replace(search, '') : url
  }
  let address = here()
  const look = () => {
    const now = here()
    if (now === address) return
    const previous = address
    address = now
    // The host page sets its title just after it has changed the address.
    setTimeout(() => arrived(previous), 50)
  }
  addEventListener('popstate', look)
  addEventListener('hashchange', look)
  addEventListener('pageshow', event => {
    if (event.persisted) arrived(address)
  })
  const navigation = (globalThis as { navigation?: NavigationEvents }).navigation
  if (typeof navigation?.addEventListener === 'function') navigation.addEventListener('currententrychange', look)
  else setInterval(look, 500)
}

/** Runs `then` when the page is really shown: at once, or when a page rendered ahead is opened. */
export function whenShown(then: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering !== true) then()
  else document.addEventListener('prerenderingchange', then, options({ once: true }))
}
