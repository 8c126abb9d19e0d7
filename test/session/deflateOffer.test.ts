import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as ws from 'ws';
import { endpointOffer, offerValue } from '../../src/session/deflateOffer.ts';

/** ws gives both away, but @types/ws does not know them. */
const { PerMessageDeflate, extension } = ws as unknown as {
  readonly PerMessageDeflate: new (options: object) => { offer(): object };
  readonly extension: { format(offers: object): string };
};

const bits = fc.integer({ min: 8, max: 15 });
const compression = fc.record(
  {
    serverNoContextTakeover: fc.boolean(),
    clientNoContextTakeover: fc.boolean(),
    serverMaxWindowBits: bits,
    clientMaxWindowBits: fc.oneof(fc.constant(0), bits),
    level: fc.integer({ min: 0, max: 9 }),
  },
  { requiredKeys: [] },
);

test('the header says what the endpoint offers', () => {
  fc.assert(
    fc.property(compression, (options) => {
      const offered = new PerMessageDeflate({ ...endpointOffer(options), isServer: false }).offer();
      expect(offerValue(options)).toBe(extension.format({ 'permessage-deflate': offered }));
    }),
  );
});

test.each([
  [{}, 'permessage-deflate; client_max_window_bits'],
  [
    { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 10, clientMaxWindowBits: 0 },
    'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10',
  ],
  [{ clientMaxWindowBits: 9 }, 'permessage-deflate; client_max_window_bits=9'],
])('%j is offered as %s', (options, value) => {
  expect(offerValue(options)).toBe(value);
});
