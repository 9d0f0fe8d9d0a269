import type { Server } from 'node:http'
import { problem, problemSentence } from '../vocabulary/problem.ts'

/**
 * The most that the headers of a request may hold, the address with them: contracts let a question say 30,000
 * characters, and an address writes many of them as three. Node's own bound of 16 KB would refuse what they allow.
 */
export const mostHeaderBytes = 128 * 1024

/** What is no request at all never reaches a route: it is told so in words too, and its connection ends. */
export function refuseMalformed(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return
    const tooLong = error.code === 'HPE_HEADER_OVERFLOW'
    const { code, status, message, details } = tooLong
      ? problem('address_too_long', { limit: '128 KB' })
      : problem('input_invalid', { reason: { en: 'it is no HTTP', fr: 'elle n’est pas du HTTP' } })
    const messages = { en: problemSentence(code, details, 'en'), fr: problemSentence(code, details, 'fr') }
    const body = JSON.stringify({ success: false, code, message, messages, details })
    socket.end(
      `HTTP/1.1 ${status} ${tooLong ? 'Request Header Fields Too Large' : 'Bad Request'}\r\nConnection: close\r\n` +
        'Content-Type: application/json\r\nX-Content-Type-Options: nosniff\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  })
}
