import { expect, test } from 'vitest';
import { stomp } from '../../src/lens/stomp.ts';
import { lines, textInput } from '../support/lensInput.ts';

test('command, headers and body', () => {
  const reading = stomp(
    textInput(
      'MESSAGE\nsubscription:sub-0\ndestination:/topic/a\\cb\ncontent-type:application/json\n\n{"id": 1.0}\0\n',
    ),
  )!;
  expect(reading.summary).toBe('MESSAGE: a message of a subscription, destination /topic/a:b, subscription sub-0');
  expect(lines(reading.fields)).toEqual([
    'Command: MESSAGE',
    'Headers',
    '  subscription: sub-0',
    '  destination: /topic/a:b',
    '  content-type: application/json',
    'Body = {"id": 1.0}',
  ]);
  expect(reading.problem).toBeUndefined();
});

test('CONNECT is not escaped, line ends may be of either kind, and a body may be text', () => {
  expect(lines(stomp(textInput('CONNECT\r\nhost:a\\nb\r\n\r\n\0'))!.fields)).toContain('  host: a\\nb');
  expect(lines(stomp(textInput('SEND\ndestination:/q\n\nhello\0'))!.fields)).toContain('Body: hello');
});

test('a missing NUL is a problem, and a heart-beat is known where STOMP was agreed', () => {
  expect(stomp(textInput('SEND\ndestination:/q\n\nhello'))?.problem).toContain('does not end with NUL');
  expect(stomp(textInput('\n', { subprotocol: 'v12.stomp' }))?.summary).toBe('heart-beat');
  for (const text of ['\n', 'SEND', 'HELLO\n\n\0', 'send\n\n\0']) expect(stomp(textInput(text))).toBeUndefined();
});
