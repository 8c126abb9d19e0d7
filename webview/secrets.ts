const SECRET_NAMES = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);

/** Whether a header's value is likely a secret, by the header's name. Sec-WebSocket-Key is a nonce, no secret (RFC 6455 §4.1 item 7). */
export function looksSecret(headerName: string): boolean {
  const name = headerName.trim().toLowerCase();
  if (name.startsWith('sec-websocket-')) return false;
  return SECRET_NAMES.has(name) || /token|key|secret|password|session|credential/.test(name);
}
