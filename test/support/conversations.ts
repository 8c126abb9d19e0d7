import fc from 'fast-check';
import { encodeClosePayload } from '../../src/protocol/frameEncoder.ts';
import { utf8 } from './captureStreams.ts';
import { Conversation, Deflater } from './webSocketStreams.ts';

interface SaidMessage {
  readonly say: 'message';
  readonly from: 'client' | 'server';
  readonly opcode: 1 | 2;
  readonly payload: Uint8Array;
  /** Where it is cut into fragments, as shares of its length. */
  readonly cuts: readonly number[];
  readonly compressed: boolean;
  /** Stands between the first two fragments. */
  readonly between: Uint8Array | undefined;
}

type Said =
  | SaidMessage
  | { readonly say: 'ping'; readonly from: 'client' | 'server'; readonly payload: Uint8Array }
  | { readonly say: 'close'; readonly from: 'client' | 'server'; readonly code: number | undefined }
  /** Breaks a rule, or several. */
  | { readonly say: 'odd'; readonly from: 'client' | 'server'; readonly opcode: number; readonly rsv2: boolean };

const from = fc.constantFrom('client' as const, 'server' as const);
const texts = fc.oneof(
  fc.constantFrom(
    '',
    'tick',
    'a-c',
    '7',
    '{"type":"tick","a":{"b":[1,"x"]}}',
    '{"type":9007199254740992,"a":true}',
    '[1,null]',
    'née',
  ),
  fc.json(),
  fc.string({ maxLength: 300 }),
);
const payload = fc.oneof(
  { weight: 4, arbitrary: texts.map(utf8) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);

const said: fc.Arbitrary<Said> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      say: fc.constant('message' as const),
      from,
      opcode: fc.constantFrom(1 as const, 2 as const),
      payload,
      cuts: fc.array(fc.nat(100), { maxLength: 3 }).map((cuts) => cuts.sort((a, b) => a - b)),
      compressed: fc.boolean(),
      between: fc.option(fc.uint8Array({ maxLength: 4 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ say: fc.constant('ping' as const), from, payload: fc.uint8Array({ maxLength: 10 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      say: fc.constant('close' as const),
      from,
      code: fc.constantFrom(undefined, 1000, 1001, 4000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      say: fc.constant('odd' as const),
      from,
      opcode: fc.constantFrom(3, 11, 0),
      rsv2: fc.boolean(),
    }),
  },
);

/** What two endpoints say to each other, and how it ends. */
export const anyTalk = fc.record({
  deflate: fc.boolean(),
  said: fc.array(said, { minLength: 1, maxLength: 12 }),
  end: fc.constantFrom('none' as const, 'fin' as const, 'reset' as const),
});
export type Talk = typeof anyTalk extends fc.Arbitrary<infer T> ? T : never;

/** The talk on the wire. */
export async function conversationOf({ deflate, said: all, end }: Talk): Promise<Conversation> {
  const conversation = new Conversation().open(deflate ? 'permessage-deflate' : undefined);
  const deflaters = { client: new Deflater(), server: new Deflater() };
  for (const item of all) {
    switch (item.say) {
      case 'message': {
        const compressed = deflate && item.compressed;
        const bytes = compressed ? await deflaters[item.from].message(item.payload) : item.payload;
        sayMessage(conversation, item, bytes, compressed);
        break;
      }
      case 'ping':
        conversation.frames(item.from, { opcode: 9, payload: item.payload });
        break;
      case 'close':
        conversation.frames(item.from, {
          opcode: 8,
          payload: item.code === undefined ? new Uint8Array() : encodeClosePayload(item.code, 'tick'),
        });
        break;
      case 'odd':
        conversation.frames(item.from, { opcode: item.opcode, rsv2: item.rsv2, payload: utf8('tick') });
    }
  }
  if (end !== 'none') conversation.end('server', end).end('client', end);
  return conversation;
}

function sayMessage(conversation: Conversation, item: SaidMessage, bytes: Uint8Array, compressed: boolean): void {
  const borders = [0, ...item.cuts.map((share) => Math.floor((bytes.length * share) / 100)), bytes.length];
  for (let i = 0; i + 1 < borders.length; i++) {
    conversation.frames(item.from, {
      opcode: i === 0 ? item.opcode : 0,
      fin: i + 2 === borders.length,
      rsv1: compressed && i === 0,
      payload: bytes.subarray(borders[i], borders[i + 1]),
    });
    if (i === 0 && borders.length > 2 && item.between !== undefined) {
      conversation.frames(item.from, { opcode: 9, payload: item.between });
    }
  }
}
