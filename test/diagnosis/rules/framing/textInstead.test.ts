import { expect, test } from 'vitest';
import { frameId, wireOffset } from '../../../../src/base/branded.ts';
import { textInstead } from '../../../../src/diagnosis/rules/framing/textInstead.ts';
import { evidence, frameHeader, switching, traffic, violation } from '../../../support/evidence.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const answer = switching();

function story(text: string, url = 'ws://example.test/chat', offset = answer.raw.length) {
  return textInstead({
    violation: violation('text-instead-of-frames', 'Text.', { offset: wireOffset(offset) }),
    frame: frameId(0),
    number: 1,
    header: frameHeader(),
    bytes: bytes(text).subarray(0, 14),
    evidence: evidence({
      asked: { url },
      response: answer,
      traffic: traffic({ openedMs: 20, afterSwitching: bytes(text) }),
    }),
  });
}

const second = (body: string) =>
  `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 28\r\n\r\n${body}`;

test('a second answer is told by its status and its words', () => {
  const told = story(second('<html><title>x</title><h1>No such room</h1></html>'));
  expect(told.title).toContain('a second HTTP answer, 400 Bad Request');
  expect(told.more).toContain('"400 Bad Request"');
  expect(told.more).toContain('No such room');
  expect(told.code).toBe(1002);
});

test('Socket.IO of another generation', () => {
  const url = 'ws://example.test/socket.io/?EIO=3&transport=websocket';
  const told = story(second('Unsupported protocol version'), url);
  expect(told.more).toContain('says "Unsupported protocol version"');
  expect(told.likelyCauses[0]?.cause).toContain('Socket.IO');
  expect(told.remedies[0]?.change).toEqual({
    kind: 'url',
    url: 'ws://example.test/socket.io/?EIO=4&transport=websocket',
  });
});

test('plain text as it stands, and only the first bytes of it further on in the stream', () => {
  expect(story('listening on port 8080, ready').more).toBe('The bytes are "listening on port 8080, ready".');
  expect(story('listening on port 8080, ready', 'ws://a.test/', 500).more).toBe('The bytes are "listening on p".');
});
