import { expect, test } from 'vitest';
import { SessionPrinter } from '../../src/cli/sessionPrinter.ts';
import { deflated, frame, text } from '../support/hostile/bytes.ts';
import { Recorded, collecting } from './recorded.ts';

function printing(recorded: Recorded, options = { maxPayload: 100, frames: true }) {
  const { print, lines } = collecting();
  const printer = new SessionPrinter(recorded.capture, print, options);
  const told = () =>
    lines.map((line) =>
      line['event'] === 'frame' ? line['n'] : `${String(line['event'])} ${String(line['attempt'])}`,
    );
  return { printer, lines, told };
}

/** Rings, and lets the printing run that the ring began. */
async function rung(printer: SessionPrinter): Promise<void> {
  printer.ring();
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

test('prints the handshake, then frames as they become whole', async () => {
  const recorded = new Recorded().open();
  const { printer, told } = printing(recorded);
  await rung(printer);
  expect(told()).toEqual(['handshake 1']);
  recorded.server(text('one'), text('two').subarray(0, 3));
  await rung(printer);
  expect(told()).toEqual(['handshake 1', 1]);
  recorded.server(text('two').subarray(3));
  await rung(printer);
  expect(told()).toEqual(['handshake 1', 1, 2]);
  await printer.finish();
  expect(told()).toEqual(['handshake 1', 1, 2]);
});

test('waits with the fragments of a message until it is whole', async () => {
  const recorded = new Recorded().open().server(text('before'), frame(0x01, 'in '), frame(0x89, 'ping'));
  const { printer, told, lines } = printing(recorded);
  await rung(printer);
  expect(told()).toEqual(['handshake 1', 1]);
  recorded.server(frame(0x80, 'parts'));
  await rung(printer);
  expect(told()).toEqual(['handshake 1', 1, 2, 3, 4]);
  expect(lines.slice(1).map((line) => line['message'])).toEqual([1, 2, 3, 2]);
  expect(lines[4]).toMatchObject({ payload: { text: 'parts' } });
});

test('prints the same of a live capture as of one that is over', async () => {
  const bytes = deflated('again '.repeat(50));
  const pieces = [frame(0x41, bytes.subarray(0, 9)), frame(0x89), frame(0x80, bytes.subarray(9)), text('plain')];
  const recorded = new Recorded().open('Sec-WebSocket-Extensions: permessage-deflate');
  const live = printing(recorded);
  for (const byte of Buffer.concat(pieces)) {
    recorded.server(Uint8Array.of(byte));
    live.printer.ring();
  }
  recorded.ended();
  await live.printer.finish();
  const afterwards = printing(recorded);
  await afterwards.printer.finish();
  expect(live.lines).toEqual(afterwards.lines);
  expect(live.told()).toEqual(['handshake 1', 1, 2, 3, 4]);
});

test('prints at the end what never became whole', async () => {
  const recorded = new Recorded().open().server(frame(0x01, 'never '), frame(0x82, Buffer.alloc(9)).subarray(0, 5));
  recorded.ended();
  const { printer, told, lines } = printing(recorded);
  await printer.finish();
  expect(told()).toEqual(['handshake 1', 1, 2]);
  expect(lines[2]).toMatchObject({ complete: false, payloadReceived: 3 });
});

test('prints a refused attempt when the next begins or all is over', async () => {
  const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
  const recorded = new Recorded().client(request).server('HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n');
  const { printer, told } = printing(recorded);
  await rung(printer);
  expect(told()).toEqual([]);
  recorded.another().client(request).server('HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n');
  await rung(printer);
  expect(told()).toEqual(['handshake 1']);
  await printer.finish();
  expect(told()).toEqual(['handshake 1', 'handshake 2']);
});

test('an attempt that never asked has no handshake', async () => {
  const { printer, lines } = printing(new Recorded().ended());
  await printer.finish();
  expect(lines).toEqual([]);
});

test('prints no frames when told so', async () => {
  const recorded = new Recorded().open().server(text('one')).ended();
  const { printer, told } = printing(recorded, { maxPayload: 100, frames: false });
  await printer.finish();
  expect(told()).toEqual(['handshake 1']);
});

test('keeps the order over more frames than it reads at once', async () => {
  const recorded = new Recorded().open();
  const { printer, told } = printing(recorded);
  for (let n = 0; n < 1200; n++) recorded.server(text(String(n)));
  printer.ring();
  await printer.finish();
  expect(told()).toEqual(['handshake 1', ...Array.from({ length: 1200 }, (_, n) => n + 1)]);
});
