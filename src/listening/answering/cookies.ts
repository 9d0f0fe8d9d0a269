/** A cookie that the browser sent. */
export function cookieIn(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name) return value
  }
  return undefined
}

/** One that no script reads, that no other site sends, and that is kept for the pages on which people answer. */
export function cookieOf(publicUrl: string, name: string, value: string, seconds: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=/s/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}

export function withCookie(answer: Response, cookie: string | undefined): Response {
  if (cookie) answer.headers.append('Set-Cookie', cookie)
  return answer
}
