/** What every answer says to browsers, whatever it answers. */
export const headersOfEveryAnswer: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/** Content types that are not JSON however much they look like it. */
export const malformedContentTypes: readonly (string | undefined)[] = [
  undefined,
  '',
  'text/plain',
  'text/json',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json5',
  'application/jsonp',
  'application/json/x',
  'application/json x',
  'application/json,text/plain',
  'application/json, application/json',
  'application/ json',
  'application/vnd.api+json',
  'application/x-json',
  'application/*',
  '*/*',
  'json',
  '"application/json"',
  'charset=utf-8; application/json',
  'application/json\u00a0',
  'application/javascript',
]

/** Those that a page of another site may send without being asked whether it may. */
export const typesOfForms: readonly (string | undefined)[] = [
  undefined,
  'text/plain',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
]
