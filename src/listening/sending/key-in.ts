/** `Bearer KEY`, or `Basic` with the key as the user name, as SDKs send it. */
export function keyIn(request: Request): string {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  return scheme.toLowerCase() === 'basic' ? (Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '') : value
}
