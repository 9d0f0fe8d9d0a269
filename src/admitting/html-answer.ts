/**
 * A page that anybody may read who holds its address: told to no index, kept nowhere, with a policy of its own that
 * allows less than that of the web app. Referrers would give the secret of the address away.
 */
export function htmlAnswer(
  markup: string,
  status: number,
  policy: readonly string[],
  vary = 'Accept-Language',
): Response {
  return new Response(markup, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow, noarchive',
      Vary: vary,
    },
  })
}

/** Nothing runs on such a page, nothing is loaded from elsewhere, nothing frames it. */
export const stillPage: readonly string[] = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]
