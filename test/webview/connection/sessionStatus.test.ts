// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sessionStatus } from '../../../webview/connection/sessionStatus.ts';
import { byTestId, fakePanel, handshakeView, snapshot } from '../fakePanel.ts';

test('the state is live, and apart from HTTP status and close code', () => {
  const panel = fakePanel();
  const status = sessionStatus(panel);
  expect(byTestId(status, 'state').textContent).toBe('Not connected');
  panel.store.update({ opening: true });
  expect(byTestId(status, 'state').textContent).toBe('Connecting');
  panel.store.update({
    active: 's1',
    sessions: [snapshot({ subprotocol: 'chat', extensions: 'permessage-deflate' })],
    handshakes: { s1: [handshakeView()] },
  });
  expect(byTestId(status, 'state').textContent).toBe('Open');
  expect(byTestId(status, 'http-status').textContent).toBe('101');
  expect(byTestId(status, 'negotiated-subprotocol').textContent).toBe('chat');
  expect(byTestId(status, 'negotiated-extensions').textContent).toBe('permessage-deflate');
  panel.store.update({
    sessions: [snapshot({ state: 'closed', close: { code: 1001, reason: 'bye <b>', by: 'server', clean: true } })],
  });
  expect(byTestId(status, 'state').textContent).toBe('Closed');
  expect(byTestId(status, 'close-fact').textContent).toBe('Close1001 going awaybye <b>by the server, clean');
});

test('what was cancelled is not called failed', () => {
  const sessions = [snapshot({ state: 'failed', cancelled: true })];
  const status = sessionStatus(fakePanel({ active: 's1', sessions }));
  expect(byTestId(status, 'state').textContent).toBe('Cancelled');
  expect(status.querySelector('.state-failed')).toBeNull();
});

test('a recording that stopped is said', () => {
  const sessions = [snapshot({ recordingStopped: 'The disk is full.' })];
  expect(sessionStatus(fakePanel({ active: 's1', sessions })).textContent).toContain(
    'Recording stopped: The disk is full.',
  );
});

test('what is not recorded is told by its first frame, beside rate and size', () => {
  const side = { opcodes: [0, 7], inflatedBytes: 70 };
  const traffic = {
    framesPerSecond: 5,
    bytesPerSecond: 9,
    client: side,
    server: side,
    fileBytes: 2048,
    unrecordedFrom: 1234,
  };
  const sessions = [snapshot({ recordingStopped: 'The disk is full.', traffic })];
  const { textContent } = sessionStatus(fakePanel({ active: 's1', sessions }));
  expect(textContent).toContain('Not recorded from frame 1,234 on: The disk is full.');
  expect(textContent).toContain('5 frames/s · 9 B/s · 2.0 KiB on disk');
});

test('what could not be read of an opened file is told', () => {
  const sessions = [snapshot({ state: 'closed', opened: { trouble: ['It was cut off.'] } })];
  expect(sessionStatus(fakePanel({ active: 's1', sessions })).textContent).toContain('It was cut off.');
});

test('a session that was interrupted says by what, in the place of a close code', () => {
  const sessions = [snapshot({ state: 'closed', opened: { trouble: [], interruption: 'engine' } })];
  const status = sessionStatus(fakePanel({ active: 's1', sessions }));
  expect(byTestId(status, 'state').textContent).toBe('Ended');
  expect(byTestId(status, 'interruption').textContent).toContain('until the engine stopped');
});

test('a session without verification is warned of for as long as it is shown', () => {
  const sessions = [snapshot({ insecure: true }), snapshot({ id: 's2' })];
  const panel = fakePanel({ active: 's1', sessions });
  const status = sessionStatus(panel);
  expect(byTestId(status, 'session-insecure').textContent).toBe('Certificate not verified');
  panel.store.update({ sessions: [snapshot({ insecure: true, state: 'closed' }), snapshot({ id: 's2' })] });
  expect(byTestId(status, 'session-insecure')).toBeDefined();
  panel.actions.show('s2');
  expect(status.textContent).not.toContain('not verified');
});

test('a session that waits for its next try is still connecting', () => {
  const retry = { number: 2, of: 5, at: Date.now() + 60_000 };
  const panel = fakePanel({ active: 's1', sessions: [snapshot({ state: 'connecting', retry })] });
  const status = sessionStatus(panel);
  expect(byTestId(status, 'state').textContent).toBe('Connecting');
  expect(byTestId(status, 'retry').textContent).toMatch(/^Trying again \(2 of 5\) in (59|60) s$/);
  panel.store.update({ sessions: [] });
});
