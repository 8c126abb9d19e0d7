const REASON_MAX_BYTES = 123;

/** What a client may put into a Close frame (RFC 6455 §5.5.1, §7.4), in words when it may not. */
export function closeProblem(code: number | undefined, reason: string | undefined): string | undefined {
  const length = Buffer.byteLength(reason ?? '');
  if (code === undefined) {
    return length === 0 ? undefined : 'A reason needs a status code before it: give a code such as 1000.';
  }
  const sendable =
    code === 1000 ||
    (code >= 1001 && code <= 1014 && ![1004, 1005, 1006].includes(code)) ||
    (code >= 3000 && code <= 4999);
  if (!Number.isInteger(code) || !sendable) {
    return `Status code ${code} must not be sent. Use 1000, or 3000–4999 for your own meaning (RFC 6455 §7.4).`;
  }
  if (length > REASON_MAX_BYTES) {
    return `The reason is ${length} bytes long in UTF-8; at most ${REASON_MAX_BYTES} fit into a Close frame (RFC 6455 §5.5).`;
  }
  return undefined;
}
