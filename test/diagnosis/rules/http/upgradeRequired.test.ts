import { expect, test } from 'vitest';
import { upgradeRequired } from '../../../../src/diagnosis/rules/http/upgradeRequired.ts';
import { refusal, response } from '../../../support/evidence.ts';

const wanted = (...headers: string[]) =>
  upgradeRequired(refusal(response('HTTP/1.1 426 Upgrade Required', ...headers), 'Upgrade Required'));

test('other versions, over two lines', () => {
  const diagnosis = wanted('Sec-WebSocket-Version: 8', 'Sec-WebSocket-Version: 7, 0');
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'websocket-version-not-supported',
    title: 'The server supports other versions of the protocol: 8, 7, 0',
    section: 'RFC 6455 §4.4',
  });
});

test('our own version, or an upgrade we did ask for: it may have been lost on the way', () => {
  expect(wanted('Sec-WebSocket-Version: 13')).toMatchObject({ cause: 'upgrade-header-stripped' });
  expect(wanted('Upgrade: websocket')).toMatchObject({ cause: 'upgrade-header-stripped' });
});

test.each(['Sec-WebSocket-Version: 13', 'Upgrade: websocket'])('what nobody saw is no fact: %s', (header) => {
  const diagnosis = wanted(header);
  expect(diagnosis?.title).toMatch(/ may /);
  expect(diagnosis?.explanation).toMatch(/probably/);
  expect(diagnosis?.likelyCauses.map(({ cause }) => cause)).toEqual([
    expect.stringContaining('A proxy'),
    expect.stringContaining('answers 426 to everything on this path'),
  ]);
});

test('another protocol', () =>
  expect(wanted('Upgrade: h2c')).toMatchObject({
    cause: 'other-upgrade-required',
    title: 'The server wants an upgrade to "h2c", not to WebSocket (426)',
  }));

test('other statuses are other matters', () =>
  expect(upgradeRequired(refusal(response('HTTP/1.1 400 X')))).toBeUndefined());
