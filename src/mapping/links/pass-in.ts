/** The name under which a browser keeps the pass of a page that asks for a password. */
export const passCookie = 'parcours_page'

/** The pass that a browser shows; empty when it has none. */
export function passIn(request: Request): string {
  const found = new RegExp(`(?:^|;\\s*)${passCookie}=([^;]*)`).exec(request.headers.get('cookie') ?? '')
  return found?.[1] ?? ''
}
