import type { Unit } from './keys.ts';
import type { ReadValue, ValueProblem, ValueRead } from './valueRead.ts';

const MEBI = 1024 ** 2;
const GIBI = 1024 ** 3;

const NUMBER = /^(\d+(?:\.\d+)?)([a-zµ]*)$/i;

const BYTE_UNITS = unitsOf({
  '': 1,
  b: 1,
  k: 1024,
  kb: 1024,
  kib: 1024,
  m: MEBI,
  mb: MEBI,
  mib: MEBI,
  g: GIBI,
  gb: GIBI,
  gib: GIBI,
});
/** In microseconds. */
const TIME_UNITS = unitsOf({ us: 1, µs: 1, ms: 1e3, s: 1e6, m: 6e7, min: 6e7, h: 3.6e9 });

const EXPECTED: Readonly<Record<Unit, string>> = {
  count: 'a whole number, such as 12, 3..7 or >100',
  bytes: 'a number of bytes, such as 125, >1k or 1m..2m',
  ratio: 'a number, such as <1 or >2.5',
  moment: 'a time since the capture began, such as +5s..+10s, or a date, such as 2026-01-31T12:00Z',
  duration: 'a time with its unit, such as >1s or <=20ms',
};

/** Units are `b k m g` (1,024 each) for bytes and `us ms s m h` for times, which are microseconds then. */
export const numberReader =
  (unit: Unit): ReadValue =>
  (text, offset) =>
    readNumber(text, unit, offset);

function readNumber(text: string, unit: Unit, offset: number): ValueRead {
  const wrong = (message = `Here stands ${EXPECTED[unit]}.`): ValueProblem => ({ ok: false, offset, message });
  const timed = unit === 'moment' || unit === 'duration';
  const [, digits, letters = ''] = NUMBER.exec(unit === 'moment' ? text.replace(/^\+/, '') : text) ?? [];
  if (digits === undefined) return wrong();
  const number = Number(digits);
  if (!timed && unit !== 'bytes') {
    if (letters !== '' || (unit === 'count' && !Number.isSafeInteger(number))) return wrong();
    return { ok: true, value: number };
  }
  const factor = (timed ? TIME_UNITS : BYTE_UNITS).get(letters.toLowerCase());
  if (factor === undefined) {
    if (letters !== '')
      return wrong(`"${letters}" is no unit here. Use ${timed ? 'us, ms, s, m or h' : 'b, k, m or g'}.`);
    return number === 0 ? { ok: true, value: 0 } : wrong(`A time needs its unit: ${text}s, ${text}ms or ${text}us.`);
  }
  const value = number * factor;
  return value <= Number.MAX_SAFE_INTEGER ? { ok: true, value } : wrong('This number is too large.');
}

/** A time as it is read back, in the largest unit that keeps it whole. */
export function printMicros(micros: number): string {
  if (micros !== 0 && micros % 1e6 === 0) return `${micros / 1e6}s`;
  if (micros !== 0 && micros % 1e3 === 0) return `${micros / 1e3}ms`;
  return `${micros}us`;
}

function unitsOf(factors: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(factors));
}
