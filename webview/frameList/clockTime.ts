const two = (value: number): string => String(value).padStart(2, '0');

/** Local time of day of a moment `atMs` milliseconds after `startedAtMs` (Unix epoch), to the microsecond: 14:03:07.123456. */
export function formatClock(startedAtMs: number, atMs: number): string {
  // Summed in whole microseconds: as one number of milliseconds the last digit could be lost.
  const startMicros = Math.round((startedAtMs % 1000) * 1000);
  const micros = startMicros + Math.round(atMs * 1000);
  const at = new Date(Math.floor(startedAtMs / 1000) * 1000 + Math.floor(micros / 1_000_000) * 1000);
  const fraction = String(micros % 1_000_000).padStart(6, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${fraction}`;
}
