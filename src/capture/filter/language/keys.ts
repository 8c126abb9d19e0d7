import { OPCODE } from '../../../protocol/opcode.ts';
import { STATUS_CODES } from '../../../protocol/statusCode.ts';
import { VIOLATIONS } from '../../../protocol/violation.ts';
import type { FlagKey, NumberKey } from './filter.ts';

/** How the value of a key is read. */
type ValueKind =
  | { readonly kind: 'endpoint' | 'opcode' | 'fragment' | 'rsv' | 'violation' | 'close' | 'hex' | 'json' | 'note' }
  | { readonly kind: 'flag'; readonly key: FlagKey }
  | { readonly kind: 'number'; readonly key: NumberKey; readonly unit: Unit };

/** `moment` is microseconds since the capture began, or a date. */
export type Unit = 'count' | 'bytes' | 'ratio' | 'moment' | 'duration';

interface KnownValue {
  readonly value: string;
  readonly words: string;
}

export interface FilterKey {
  readonly name: string;
  readonly takes: ValueKind;
  /** What it asks for, in a few words. */
  readonly words: string;
  readonly example: string;
  readonly values: readonly KnownValue[];
}

const value = (name: string, words: string): KnownValue => ({ value: name, words });
const YES_NO = [value('yes', 'it is'), value('no', 'it is not')];
const SIZES = [value('>1k', 'more than 1,024'), value('<=125', 'at most 125'), value('0', 'empty')];

const flag = (key: FlagKey, words: string): FilterKey => ({
  name: key,
  takes: { kind: 'flag', key },
  words,
  example: `${key}:yes`,
  values: YES_NO,
});

const number = (
  key: NumberKey,
  unit: Unit,
  words: string,
  example: string,
  values: readonly KnownValue[] = [],
): FilterKey => ({ name: key, takes: { kind: 'number', key, unit }, words, example: `${key}:${example}`, values });

/** Every opcode that has a name, and names for groups of them. */
export const OPCODE_GROUPS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(Object.entries(OPCODE).map(([name, opcode]) => [name, [opcode]])),
  data: [0x0, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7],
  control: [0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf],
  reserved: [0x3, 0x4, 0x5, 0x6, 0x7, 0xb, 0xc, 0xd, 0xe, 0xf],
};

const OPCODE_WORDS: Readonly<Record<string, string>> = {
  data: '0x0 to 0x7',
  control: '0x8 to 0xF',
  reserved: '0x3 to 0x7 and 0xB to 0xF',
};

/** All keys, in the order in which they are offered. */
export const FILTER_KEYS: readonly FilterKey[] = [
  {
    name: 'from',
    takes: { kind: 'endpoint' },
    words: 'who sent the frame',
    example: 'from:client',
    values: [value('client', 'frames of the client'), value('server', 'frames of the server')],
  },
  {
    name: 'opcode',
    takes: { kind: 'opcode' },
    words: 'text, binary, ping, …',
    example: 'opcode:text,ping',
    values: Object.entries(OPCODE_GROUPS).map(([name, opcodes]) =>
      value(name, OPCODE_WORDS[name] ?? `0x${(opcodes[0] ?? 0).toString(16).toUpperCase()}`),
    ),
  },
  number('length', 'bytes', 'bytes of payload on the wire', '>1k', SIZES),
  number('time', 'moment', 'since the capture began, or a date', '+5s..+10s', [
    value('<10s', 'in the first ten seconds'),
    value('+5s..+10s', 'from second 5 to 10'),
    value('>=1m', 'after the first minute'),
  ]),
  {
    name: 'violation',
    takes: { kind: 'violation' },
    words: 'frames that break a rule',
    example: 'violation:any',
    values: [
      value('any', 'whichever rule'),
      value('none', 'no rule'),
      ...Object.entries(VIOLATIONS).map(([rule, { section }]) => value(rule, section)),
    ],
  },
  {
    name: 'fragment',
    takes: { kind: 'fragment' },
    words: 'frames of a fragmented message',
    example: 'fragment:yes',
    values: [
      ...YES_NO,
      value('first', 'a message begins'),
      value('middle', 'a message goes on'),
      value('last', 'a message ends'),
    ],
  },
  {
    name: 'close',
    takes: { kind: 'close' },
    words: 'the close code; 1006: the last frame before the connection broke off',
    example: 'close:1006',
    values: [
      value('any', 'every Close frame'),
      ...STATUS_CODES.map(({ code, name }) => value(String(code), name)),
      value('4000..4999', 'codes of the application'),
    ],
  },
  {
    name: 'json',
    takes: { kind: 'json' },
    words: 'a value inside JSON',
    example: 'json:$.type=="tick"',
    values: [value('$.', 'a member, such as $.type=="tick"'), value('$[0]', 'the first element')],
  },
  { name: 'hex', takes: { kind: 'hex' }, words: 'bytes anywhere in the payload', example: 'hex:"0a 0b"', values: [] },
  number('inflated', 'bytes', 'bytes of a compressed message after inflation', '>1k', SIZES),
  number('ratio', 'ratio', 'inflated length by compressed length', '<1', [
    value('<1', 'compression made it longer'),
    value('>10', 'ten times shorter on the wire'),
  ]),
  number('wire', 'bytes', 'bytes of header and payload', '>1k', SIZES),
  number('n', 'count', "the frame's number", '100..200'),
  number('message', 'count', "the message's number; 0: of no whole message", '12', [value('0', 'of no whole message')]),
  number('attempt', 'count', 'which connection attempt', '2'),
  number('gap', 'duration', 'time since the frame before', '>1s', [
    value('>1s', 'after a second of silence'),
    value('<1ms', 'right after the frame before'),
  ]),
  flag('masked', 'the MASK bit'),
  flag('fin', 'the FIN bit'),
  {
    name: 'rsv',
    takes: { kind: 'rsv' },
    words: 'the reserved bits',
    example: 'rsv:1',
    values: [
      value('any', 'at least one of them'),
      value('none', 'none of them'),
      ...['1', '2', '3'].map((bit) => value(bit, `RSV${bit}`)),
    ],
  },
  {
    name: 'note',
    takes: { kind: 'note' },
    words: 'your marks and notes, or words of a note',
    example: 'note:any',
    values: [value('any', 'a mark or a note'), value('none', 'neither'), value('marked', 'a mark')],
  },
  flag('compressed', 'of a compressed message'),
  flag('complete', 'all bytes that the header announced came'),
];

/** Other words for the same keys. */
const ALIASES = new Map([
  ['frame', 'n'],
  ['number', 'n'],
  ['size', 'length'],
  ['op', 'opcode'],
]);

const BY_NAME = new Map(FILTER_KEYS.map((key) => [key.name, key]));

/** Letter case does not count. */
export function keyNamed(name: string): FilterKey | undefined {
  const lower = name.toLowerCase();
  return BY_NAME.get(ALIASES.get(lower) ?? lower);
}

export const KEY_NAMES: readonly string[] = [...BY_NAME.keys(), ...ALIASES.keys()];
