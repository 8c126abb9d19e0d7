/** Alerts by number, as RFC 8446 §6 and the IANA registry name them. */
const names: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
  121: 'ech_required',
};

export const tlsAlertName = (number: number): string => names[number] ?? 'an unassigned alert';

/**
 * The alert number in what OpenSSL or Node said, undefined when there is none. OpenSSL ends its message with
 * `SSL alert number 40`; the code is `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` and the like.
 */
export function tlsAlertNumber(text: string): number | undefined {
  const written = /SSL alert number (\d+)/i.exec(text)?.[1];
  if (written !== undefined) return Number(written);
  const code = /ERR_SSL_(?:SSLV3_|TLSV1_|TLSV13_)(?:ALERT_)?([A-Z_]+)/.exec(text)?.[1];
  if (code === undefined) return undefined;
  const wanted = code.toLowerCase();
  const found = Object.entries(names).find(([, name]) => name === wanted);
  return found === undefined ? undefined : Number(found[0]);
}
