import { assertNever } from '../../base/assertNever.ts';
import { inRanges } from './bounds.ts';
import type { HeldPayload } from './heldPayload.ts';
import { jsonProbe } from './jsonProbe.ts';
import type { PayloadCondition } from './language/filter.ts';
import { Needle } from './needle.ts';

/** One condition on a payload, made ready. */
export interface PayloadProbe {
  /** Set when it only looks for bytes: then a payload can be searched piece by piece. */
  readonly needle: Needle | undefined;
  /** Set when it is a regular expression, which matches somewhere in the text. */
  readonly regex: RegExp | undefined;
  /** Shorter payloads never match. */
  readonly leastBytes: number;
  matches(payload: HeldPayload): boolean;
  /** Lets go of all buffers. */
  rest(): void;
}

/** RFC 6455 §7.1.5: what stands for a Close frame without a code. */
const NO_CODE = 1005;

export function payloadProbe(condition: PayloadCondition): PayloadProbe {
  switch (condition.kind) {
    case 'words':
      return byNeedle(Buffer.from(condition.text));
    case 'bytes':
      return byNeedle(condition.bytes);
    case 'regex': {
      const regex = new RegExp(condition.source, condition.flags);
      return { ...plain((payload) => payload.isReadable() && regex.test(payload.text)), regex };
    }
    case 'json': {
      const probe = jsonProbe(condition.path, condition.test);
      return { ...plain((payload) => payload.isReadable() && probe(payload)), leastBytes: 1 };
    }
    case 'close': {
      const test = condition.codes.length === 0 ? () => true : inRanges(condition.codes);
      return plain(({ buffer, start, length }) => test(length < 2 ? NO_CODE : buffer.readUInt16BE(start)));
    }
    default:
      return assertNever(condition, 'kind of condition');
  }
}

const plain = (matches: (payload: HeldPayload) => boolean): PayloadProbe => ({
  needle: undefined,
  regex: undefined,
  leastBytes: 0,
  matches,
  rest: () => undefined,
});

function byNeedle(bytes: Uint8Array): PayloadProbe {
  const needle = new Needle(bytes);
  return {
    needle,
    regex: undefined,
    leastBytes: bytes.length,
    matches: ({ buffer, start, end, found }) => found?.has(needle) ?? needle.isIn(buffer, start, end),
    rest: () => needle.rest(),
  };
}
