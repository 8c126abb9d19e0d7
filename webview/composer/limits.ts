/** RFC 6455 §5.5: control frames have at most 125 bytes of payload. */
const MAX_CONTROL_BYTES = 125;
/** A Close frame's payload begins with the code's two bytes (RFC 6455 §5.5.1). */
const MAX_REASON_BYTES = MAX_CONTROL_BYTES - 2;

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with a ping's payload, or undefined. */
export function pingProblem(payload: string): string | undefined {
  const length = byteLength(payload);
  if (length <= MAX_CONTROL_BYTES) return undefined;
  return `This payload has ${length} bytes. A ping carries at most ${MAX_CONTROL_BYTES}.`;
}

/** What is wrong with a close code and reason, or undefined. An empty code is a Close frame without one. */
export function closeProblem(
  code: string,
  reason: string,
): { readonly field: 'code' | 'reason'; readonly message: string } | undefined {
  const value = Number(code);
  const fits = /^\d+$/.test(code.trim()) && (value === 1000 || (value >= 3000 && value <= 4999));
  if (code.trim() !== '' && !fits) {
    return { field: 'code', message: `A client may send 1000 or 3000 to 4999, not "${code.trim()}".` };
  }
  const length = byteLength(reason);
  if (length > MAX_REASON_BYTES) {
    return {
      field: 'reason',
      message: `This reason has ${length} bytes. A Close frame carries at most ${MAX_REASON_BYTES}.`,
    };
  }
  if (code.trim() === '' && reason !== '') {
    return { field: 'code', message: 'A reason needs a code before it. Use 1000 for a normal closure.' };
  }
  return undefined;
}
