const LOOPBACK_NAMES = /^(localhost|.+\.localhost)$/;
const LOOPBACK_ADDRESS = /^127(\.\d{1,3}){3}$/;

/** What others on the way could read or change, in one sentence a matter; empty when nothing. */
export function insecurities(url: string, verifyTls: boolean): readonly string[] {
  const target = URL.canParse(url.trim()) ? new URL(url.trim()) : undefined;
  if (target === undefined) return [];
  if (target.protocol === 'ws:' && !isLoopback(target.hostname)) {
    return [
      `ws:// is not encrypted: everyone on the way to ${target.hostname} can read and change headers and messages. Use wss:// where the server offers it.`,
    ];
  }
  if (target.protocol === 'wss:' && !verifyTls) {
    return ['The certificate is not verified: whoever answers can pretend to be this server.'];
  }
  return [];
}

/** `hostname` as `URL` gives it: lower case, IPv6 in brackets. */
function isLoopback(hostname: string): boolean {
  return LOOPBACK_NAMES.test(hostname) || LOOPBACK_ADDRESS.test(hostname) || hostname === '[::1]';
}
