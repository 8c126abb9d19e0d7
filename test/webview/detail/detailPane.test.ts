// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { detailPane } from '../../../webview/detail/detailPane.ts';
import { byTestId, fakePanel, frameDetail, press, settled, snapshot } from '../fakePanel.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function paneOf(details: ReturnType<typeof frameDetail>[]) {
  const panel = fakePanel(
    { active: 's1', sessions: [snapshot()] },
    {
      'session.frame': ({ frame }) => details[frame as number],
      'session.payload': ({ frame, of }) => {
        const all =
          details[frame as number]?.opcode === 8 ? Uint8Array.of(3, 0xe8) : bytes(`${String(of)} ${String(frame)}`);
        return { bytes: all, total: all.length };
      },
    },
  );
  let left = 0;
  const pane = detailPane(panel, () => left++);
  const select = async (frame: number | undefined): Promise<void> => {
    panel.actions.select(frame);
    for (let i = 0; i < 4; i++) await settled();
  };
  return { panel, pane, select, left: () => left };
}

const compressed = { ...frameDetail().message!, compressed: true };

test('hidden until a frame is selected, and again when it is closed', async () => {
  const { panel, pane, select, left } = paneOf([frameDetail()]);
  expect(pane.hidden).toBe(true);
  await select(0);
  expect(pane.hidden).toBe(false);
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 0');
  press(pane, 'Escape');
  expect(pane.hidden).toBe(true);
  expect(left()).toBe(1);
  expect(panel.store.get().selected).toEqual({});
});

test('a compressed message is shown inflated, and the frame by the switch', async () => {
  const { pane, select } = paneOf([frameDetail({ message: compressed })]);
  await select(0);
  expect(byTestId(pane, 'detail-text').textContent).toBe('message 0');
  byTestId(pane, 'scope-frame').click();
  for (let i = 0; i < 4; i++) await settled();
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 0');
});

test('the row of a folded message shows the whole message, a fragment itself', async () => {
  const message = { ...frameDetail().message!, frames: 2, firstFrame: 1, lastFrame: 2 };
  const { panel, pane, select } = paneOf([frameDetail({ message }), frameDetail({ message, number: 2 })]);
  panel.store.update(({ list }) => ({ list: { ...list, fold: true } }));
  await select(0);
  expect(byTestId(pane, 'detail-text').textContent).toBe('message 0');
  await select(1);
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 1');
  panel.store.update({ otherwise: { s1: [0] } });
  await select(0);
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 0');
});

test('the last selection wins, whatever came first', async () => {
  const { panel, pane, select } = paneOf([frameDetail(), frameDetail({ number: 2 }), frameDetail({ number: 3 })]);
  panel.actions.select(0);
  panel.actions.select(1);
  await select(2);
  expect(pane.querySelector('h2')?.textContent).toBe('Frame 3');
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 2');
});

test('a Close frame says what it means, and violations stand above the payload', async () => {
  const violations = [{ rule: 'r', section: 'RFC 6455 §5.5', by: 'server', sentence: 'Too long.' }];
  const { pane, select } = paneOf([frameDetail({ opcode: 8, violations })]);
  await select(0);
  expect(pane.querySelector('.close-summary')?.textContent).toContain('Status code 1000, normal closure.');
  expect(pane.querySelector('.violations')?.textContent).toBe('Too long. RFC 6455 §5.5');
});

test('a frame that was still coming is read again when the session changed', async () => {
  const details = [frameDetail({ payloadLength: 100, payloadReceived: 10 })];
  const { panel, pane, select } = paneOf(details);
  await select(0);
  expect(pane.textContent).toContain('10 of 100 bytes received');
  details[0] = frameDetail({ payloadLength: 100, payloadReceived: 100 });
  panel.store.update({ sessions: [snapshot({ violations: 1 })] });
  for (let i = 0; i < 4; i++) await settled();
  expect(pane.textContent).toContain('100 bytes');
  const calls = panel.calls.length;
  panel.store.update({ sessions: [snapshot({ violations: 2 })] });
  expect(panel.calls).toHaveLength(calls);
});

test('the choice between frame and message stays while the frame is read again, and goes with it', async () => {
  const message = { ...frameDetail().message!, frames: 2, firstFrame: 1, lastFrame: 2 };
  const details = [
    frameDetail({ message, payloadLength: 100, payloadReceived: 10 }),
    frameDetail({ message, number: 2 }),
  ];
  const { panel, pane, select } = paneOf(details);
  await select(0);
  byTestId(pane, 'scope-message').click();
  for (let i = 0; i < 4; i++) await settled();
  expect(byTestId(pane, 'detail-text').textContent).toBe('message 0');
  panel.store.update({ sessions: [snapshot({ violations: 1 })] });
  for (let i = 0; i < 4; i++) await settled();
  expect(byTestId(pane, 'detail-text').textContent).toBe('message 0');
  expect(byTestId(pane, 'scope-message').getAttribute('aria-pressed')).toBe('true');
  await select(1);
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 1');
  await select(0);
  expect(byTestId(pane, 'detail-text').textContent).toBe('frame 0');
});

test('what came while the frame was being read is not missed', async () => {
  const details = [frameDetail({ payloadLength: 100, payloadReceived: 10 })];
  const { panel, pane, select } = paneOf(details);
  await select(0);
  panel.store.update({ sessions: [snapshot({ violations: 1 })] });
  expect(pane.getAttribute('aria-busy')).toBe('true');
  await Promise.resolve();
  details[0] = frameDetail({ payloadLength: 100, payloadReceived: 100 });
  panel.store.update({ sessions: [snapshot({ violations: 2 })] });
  for (let i = 0; i < 8; i++) await settled();
  expect(pane.textContent).not.toContain('10 of 100 bytes received');
});

test('while a long frame comes, what is read of it stays, and goes on from there when it is whole', async () => {
  const long = 1_000_000;
  let received = 400_000;
  const panel = fakePanel(
    { active: 's1', sessions: [snapshot()] },
    {
      'session.frame': () => frameDetail({ payloadLength: long, payloadReceived: received }),
      'session.payload': ({ offset, length }) => {
        const [from, wanted] = [offset as number, length as number];
        const piece = new Uint8Array(Math.max(0, Math.min(wanted, received - from))).fill(97);
        return { bytes: piece, total: received };
      },
    },
  );
  const pane = detailPane(panel, () => undefined);
  const rest = async (): Promise<void> => {
    for (let i = 0; i < 8; i++) await settled();
  };
  panel.actions.select(0);
  await rest();
  byTestId(pane, 'page-chevron-right').click();
  await rest();
  const text = byTestId(pane, 'detail-text');
  const status = (): string => pane.querySelector('.pager-status')?.textContent ?? '';
  expect(status()).toContain('Page 2 of 4');
  received = 700_000;
  panel.store.update({ sessions: [snapshot({ violations: 1 })] });
  await rest();
  expect(pane.textContent).toContain('700,000 of 1,000,000 bytes received');
  expect(byTestId(pane, 'detail-text')).toBe(text);
  received = long;
  panel.store.update({ sessions: [snapshot({ violations: 2 })] });
  await rest();
  expect(status()).toContain('Page 2 of 8');
  byTestId(pane, 'view-hex').click();
  await rest();
  expect(status()).toContain('Page 9 of 62');
});

test('a refused call is told', async () => {
  const panel = fakePanel({ active: 's1', sessions: [snapshot()] });
  detailPane(panel, () => undefined);
  panel.actions.select(3);
  await settled();
  expect(panel.store.get().refusal).toBe('No answer for session.frame.');
});
