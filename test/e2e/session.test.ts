import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

const text = 1;
const close = 8;
const ping = 9;
const pong = 10;

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench();

let page: InspectorPage;
beforeEach(async () => {
  page = await inspectorPage(workbench());
});

describe('/echo', () => {
  it('sends a text and shows both data frames in order with their exact bytes', async () => {
    await page.connect(`${demo.url}/echo`);
    await page.state('Open');
    await page.type('composer-text', 'héllo ☃');
    await page.click('composer-send');
    await page.frames(2);
    const rows = await page.rows();
    expect(rows.map(({ from, opcode }) => [from, opcode])).toEqual([
      ['client', text],
      ['server', text],
    ]);
    for (const { frame } of rows) {
      expect(await page.show(frame, 'text')).toBe('héllo ☃');
      expect(await page.show(frame, 'hex')).toContain('68 c3 a9 6c 6c 6f 20 e2  98 83');
    }
  });

  it('shows the header of a frame bit by bit', async () => {
    expect(await page.show(1, 'frame')).toMatch(/MASK.*1/s);
    expect(await page.show(2, 'frame')).toContain('81 0a');
  });

  it('shows a ping and its pong', async () => {
    await page.type('ping-payload', 'are you there');
    await page.click('ping');
    await page.frames(4);
    expect((await page.rows()).slice(2).map(({ from, opcode }) => [from, opcode])).toEqual([
      ['client', ping],
      ['server', pong],
    ]);
    expect(await page.show(4, 'text')).toBe('are you there');
  });

  it('sends bytes as they are typed', async () => {
    await page.choose('composer-kind', 'Hex');
    await page.type('composer-text', '00 ff 80');
    await page.click('composer-send');
    await page.frames(6);
    expect(await page.show(6, 'hex')).toContain('00 ff 80');
    await page.choose('composer-kind', 'Text');
  });

  it('closes clean with 1000', async () => {
    await page.type('close-reason', 'done');
    await page.click('close');
    await page.state('Closed');
    expect((await page.rows()).slice(-2).map(({ from, opcode }) => [from, opcode])).toEqual([
      ['client', close],
      ['server', close],
    ]);
    expect(await page.get('close-fact').textContent()).toMatch(/1000.*clean/s);
    expect(await page.get('failure-card').isVisible()).toBe(false);
  });

  it('keeps the whole opening handshake', async () => {
    await page.click('tab-handshake');
    expect(await page.get('request-head').textContent()).toContain('GET /echo HTTP/1.1');
    expect(await page.get('response-head').textContent()).toContain('101');
    expect(await page.get('response-head').textContent()).toContain('Sec-WebSocket-Accept');
    await page.click('tab-frames');
  });
});

describe('a refused upgrade', () => {
  it('shows the card with status, headers and body of a 403', async () => {
    await page.connect(`${demo.url}/status/403`);
    await page.get('failure-card').waitFor();
    await expect.poll(() => page.get('failure-title').textContent()).toContain('403');
    await expect.poll(() => page.get('response-body').textContent()).toContain('origin_not_allowed');
    const card = await page.get('failure-card').textContent();
    expect(card).toContain('Content-Type');
    expect(card).toContain('application/json');
  });

  it('shows the card with the cause for a port where nobody listens', async () => {
    const gone = await startDemoServer();
    await gone.dispose();
    await page.connect(`${gone.url}/echo`);
    await page.get('failure-card').waitFor();
    await expect.poll(() => page.get('failure-title').textContent()).toContain('Nothing is listening on 127.0.0.1');
  });

  it('shows the card for a wrong Sec-WebSocket-Accept', async () => {
    await page.connect(`${demo.url}/bad-accept`);
    await page.get('failure-card').waitFor();
    await expect.poll(() => page.get('failure-card').textContent()).toContain('Sec-WebSocket-Accept');
  });

  it('shows the card for a connection that was dropped without Close', async () => {
    await page.connect(`${demo.url}/drop`);
    await page.get('failure-card').waitFor();
    await expect.poll(() => page.get('close-fact').textContent()).toContain('1006');
  });
});

describe('frames as they crossed the wire', () => {
  it('shows each fragment, the ping between them, and the message', async () => {
    await page.connect(`${demo.url}/fragments`);
    await page.state('Open');
    // Five fragments, the ping between them, and the pong that answers it.
    await page.frames(7);
    const fragments = (await page.rows()).filter(({ from, opcode }) => from === 'server' && opcode <= 1);
    expect(fragments.map(({ opcode }) => opcode)).toEqual([text, 0, 0, 0, 0]);
    const [first] = fragments;
    const part = await page.show(first!.frame, 'text');
    expect(part).toBe('One message ');
    await page.click('scope-message');
    await expect
      .poll(() => page.get('detail-text').textContent())
      .toBe('One message in five fragments, with a ping between them; ☃ is cut in two.');
  });

  it('shows the length on the wire and the inflated text of a compressed message', async () => {
    await page.connect(`${demo.url}/deflate`);
    await page.state('Open');
    await page.frames(1);
    const [row] = await page.rows();
    const [, wire = '', inflated = ''] = /([\d,. ]+) → ([\d,. ]+)/.exec(row!.text) ?? [];
    const size = (words: string): number => Number(words.replaceAll(/\D/g, ''));
    expect(size(inflated)).toBeGreaterThan(4 * size(wire));
    await page.show(1, 'text');
    await page.click('scope-message');
    await expect.poll(() => page.get('detail-text').textContent()).toContain('"name":"Item 40"');
    expect(await page.get('negotiated-extensions').textContent()).toContain('permessage-deflate');
  });

  it('names the rule that a masked frame of the server breaks', async () => {
    await page.connect(`${demo.url}/masked`);
    await page.get('failure-card').waitFor();
    await expect.poll(() => page.get('failure-card').textContent()).toMatch(/RFC 6455 §5\.1/);
  });
});
