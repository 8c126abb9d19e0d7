import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { AttemptRecord } from '../../src/capture/attemptRecord.ts';
import { Ledger } from '../../src/capture/ledger.ts';
import { START, utf8 } from '../support/captureStreams.ts';
import { Conversation } from '../support/webSocketStreams.ts';

function recorded(conversation: Conversation): { readonly record: AttemptRecord; readonly ledger: Ledger } {
  const ledger = new Ledger();
  const record = new AttemptRecord(1, { url: '', title: '', startedAt: START }, ledger, {});
  for (const event of conversation.events) {
    if ('bytes' in event) record.push(event.from, event.bytes, event.at);
    else record.end(event.from, event.end, event.at);
  }
  return { record, ledger };
}

test('keeps the opening handshake and the closing one', () => {
  const { record } = recorded(new Conversation().open().end('server', 'reset'));
  expect(record.request).toMatchObject({ method: 'GET', target: '/echo' });
  expect(record.response?.status).toBe(101);
  expect(record.handshake?.accepted).toBe(true);
  expect(record.closing).toMatchObject({ code: 1006, ended: { by: 'server', how: 'reset' } });
  expect(record.lastAt).toBe(micros(START + 3000));
});

test('keeps interim responses apart from the final one', () => {
  const { record } = recorded(
    new Conversation()
      .bytes('client', utf8('GET / HTTP/1.1\r\nHost: h\r\n\r\n'))
      .bytes('server', utf8('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n'))
      .bytes('server', utf8('HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nno!')),
  );
  expect(record.interim.map((head) => head.status)).toEqual([102, 103]);
  expect(record.response?.status).toBe(403);
  expect(record.body?.text).toBe('no!');
  expect(record.frames).toBe(0);
});

test('counts frames, messages and bytes of each direction', () => {
  const { record, ledger } = recorded(
    new Conversation()
      .open()
      .frames('client', { opcode: 1, payload: utf8('12345') })
      .frames(
        'server',
        { opcode: 1, fin: false, payload: utf8('1') },
        { opcode: 9 },
        { opcode: 0, payload: utf8('2') },
      ),
  );
  expect(ledger.counters.client).toMatchObject({ frames: 1, messages: 1, wireBytes: 11, payloadBytes: 5 });
  expect(ledger.counters.server).toMatchObject({ frames: 3, messages: 2, wireBytes: 8, payloadBytes: 2 });
  expect(record.frames).toBe(4);
});

test('a frame that the end of the stream cut off keeps what came of it', () => {
  const { record, ledger } = recorded(
    new Conversation().open().bytes('server', Uint8Array.of(0x82, 100), new Uint8Array(7)).end('server'),
  );
  expect(record.payloadReceived(ledger, 0)).toBe(7);
  expect(ledger.table.complete(0)).toBe(false);
  expect(record.directions.server.openFrame).toBe(-1);
});
