import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench(() => ({
  files: { 'talk.wsseq.json': '{\n  // kept\n  "url": "ws://127.0.0.1/",\n  "steps": []\n}\n' },
}));

let page: InspectorPage;
let sent = 0;
beforeEach(async () => {
  page = await inspectorPage(workbench());
  if (sent > 0) return;
  await page.connect(`${demo.url}/echo`);
  await page.state('Open');
});

const png =
  '89504e470d0a1a0a0000000d49484452000000020000000208060000007 2b60d24000000124944415478da63fccff0bf9e010818611c00470d03fdb2d3ad8f0000000049454e44ae426082'.replaceAll(
    ' ',
    '',
  );

/** Sends a message and gives the number of the frame that it is echoed by. */
async function echo(kind: 'Text' | 'Hex', content: string): Promise<number> {
  // A panel that was hidden begins anew.
  await page.state('Open');
  await page.choose('composer-kind', kind);
  await page.type('composer-text', content);
  await page.click('composer-send');
  sent += 2;
  await expect.poll(() => page.get('list-count').textContent()).toBe(`${sent} frames`);
  // A list whose frame is being read holds still, and says what is new.
  if (await page.get('new-frames').isVisible()) await page.click('new-frames');
  return sent;
}

describe('views of a payload', () => {
  it('shows JSON as a tree over the exact source, by mouse and keyboard', async () => {
    const frame = await echo('Text', '{"id":12345678901234567890,"user":{"name":"ann","name":"bob"},"token":null}');
    await page.show(frame, 'json');
    const tree = page.get('detail-json');
    expect(await tree.getByRole('treeitem').allTextContents()).toEqual([
      '{…}3 members',
      '"id": 12345678901234567890not exact in JavaScript',
      '"user": {…}2 members',
      '"name": "ann"repeated key',
      '"name": "bob"repeated key',
      '"token": null',
    ]);
    await tree.getByText('"user"').click();
    await expect.poll(() => page.get('json-path').textContent()).toBe('$.user');
    await page.frame.page().keyboard.press('ArrowLeft');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(4);
    await page.frame.page().keyboard.press('ArrowDown');
    await expect.poll(() => page.get('json-path').textContent()).toBe('$.token');
    await workbench().screenshot('detail-json');
  });

  it('marks the bytes that are selected in the hex view in the text, too', async () => {
    await page.show(sent, 'hex');
    const line = page.get('detail-hex').locator('.hex-first').first();
    await line.dblclick({ position: { x: 4, y: 6 } });
    await expect.poll(() => page.get('selected-bytes').textContent()).toMatch(/^Byte 0 · unsigned 123/);
    await workbench().screenshot('detail-hex-selected');
    await page.click('show-in-text');
    await page.get('detail-text').waitFor();
    const marked = await page.frame.evaluate<string>(
      `[...(CSS.highlights.get('selected-bytes') ?? [])].map(String).join('')`,
    );
    expect(marked).toBe('{');
  });

  it('decodes a token, and says that it was not verified', async () => {
    const part = (text: string): string => Buffer.from(text).toString('base64url');
    const token = `${part('{"alg":"HS256","typ":"JWT"}')}.${part('{"sub":"ann","iat":1700000000,"exp":1700003600}')}.${part('signature')}`;
    const frame = await echo('Text', token);
    expect(await page.show(frame, 'decoded')).toContain('was not checked');
    expect(await page.get('detail-decoded').textContent()).toContain('2023-11-14T23:13:20.000Z');
    await workbench().screenshot('detail-token');
  });

  it('inflates what a payload holds', async () => {
    const frame = await echo('Hex', gzipSync('{"hello":"world"}').toString('hex'));
    const shown = await page.show(frame, 'decoded');
    expect(shown).toContain('Decoded from gzip: 17 characters.');
    expect(shown).toContain('"hello": "world"');
  });

  it('shows an image out of the payload', async () => {
    const frame = await echo('Hex', png);
    await page.show(frame, 'image');
    const image = page.get('detail-image').getByRole('img');
    await image.waitFor();
    const width = `document.querySelector('[data-testid=detail-image] img').naturalWidth`;
    await expect.poll(() => page.frame.evaluate<number>(width)).toBe(2);
    await workbench().screenshot('detail-image');
  });

  it('reads what a message means', async () => {
    const frame = await echo('Text', '42/chat,7["say",{"room":"general","text":"<b>hello</b>"}]');
    expect(await page.show(frame, 'meaning')).toContain(
      'Socket.IO: event "say", 1 argument, namespace /chat, wants acknowledgement 7',
    );
    await workbench().screenshot('detail-meaning');
    const packed = await echo('Hex', '82 a2 6f 70 a3 73 61 79 a1 6e cf ff ff ff ff ff ff ff ff');
    expect(await page.show(packed, 'meaning')).toContain('"n": 18446744073709551615');
  });

  it('lays XML out as text', async () => {
    const frame = await echo('Text', '<message to="room"><body>hi</body></message>');
    expect(await page.show(frame, 'markup')).toBe('<message to="room">\n  <body>hi</body>\n</message>');
  });

  it('explains the header field that has the focus, and shows the payload before and after unmasking', async () => {
    await page.show(sent - 1, 'frame');
    await page.get('detail-frame').locator('.drawing:visible [tabindex="0"]').focus();
    await expect.poll(() => page.get('field-explained').textContent()).toContain('FIN is 1');
    await page.frame.page().keyboard.press('ArrowRight');
    await expect.poll(() => page.get('field-explained').textContent()).toContain('RSV1 is 0');
    expect(await page.get('payload-stages').textContent()).toMatch(
      /On the wire.*Masking key, repeated.*Unmasked.*<message/s,
    );
    await workbench().screenshot('detail-anatomy');
  });
});

describe('the editor', () => {
  it('opens a payload in its language', async () => {
    const frame = await echo('Text', '{"opened":"in the editor","list":[1,2]}');
    await page.show(frame, 'text');
    await page.click('open-in-editor');
    const editor = workbench().page.locator('.editor-instance .view-lines').filter({ hasText: 'in the editor' });
    await editor.waitFor();
    await expect
      .poll(() =>
        workbench()
          .page.locator('.statusbar-item')
          .filter({ hasText: /^JSON$/ })
          .count(),
      )
      .toBe(1);
    await workbench().screenshot('editor-open');
    await workbench().runCommand('View: Close Editor');
  });

  it('compares two payloads', async () => {
    page = await inspectorPage(workbench());
    const first = await echo('Text', '{"compare":1}');
    const second = await echo('Text', '{"compare":2}');
    await page.show(first, 'text');
    await page.click('select-for-compare');
    await page.show(second, 'text');
    await page.click('compare-with-selected');
    await workbench()
      .page.locator('.tab')
      .filter({ hasText: `Frame ${first} ↔ Frame ${second}` })
      .waitFor();
    await workbench().page.locator('.monaco-diff-editor').first().waitFor();
    await workbench().screenshot('editor-compare');
    await workbench().runCommand('View: Close Editor');
  });

  it('adds a frame to a sequence, and a value in it', async () => {
    page = await inspectorPage(workbench());
    const frame = await echo('Text', '{"op":"session","token":"t-1"}');
    await page.show(frame, 'json');
    await page.get('detail-json').getByText('"token"').click();
    await page.click('use-in-sequence');
    await workbench().choose('talk.wsseq.json');
    await workbench().page.locator('.tab').filter({ hasText: 'talk.wsseq.json' }).waitFor();
    page = await inspectorPage(workbench());
    await page.frame.getByRole('grid').first().press('Home');
    await page.show(1, 'text');
    await page.click('add-to-sequence');
    await workbench().page.locator('.view-lines').filter({ hasText: '"send"' }).waitFor();
    await workbench().runCommand('File: Save All');
    const read = (): Promise<string> => readFile(join(workbench().workspace, 'talk.wsseq.json'), 'utf8');
    await expect.poll(read).toMatch(/\/\/ kept[^]*"jsonpath": "\$\.token"[^]*"send"/);
    await workbench().screenshot('editor-sequence');
  });
});

describe('a payload of 100 MB', () => {
  const lineBytes = 100;
  const lines = 1_000_000;
  const line = (number: number): string => `${`line ${number} `.padEnd(lineBytes - 1, '.')}\n`;
  const payload = Buffer.alloc(lineBytes * lines);
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  beforeAll(() => {
    for (let i = 0; i < lines; i++) payload.write(line(i), i * lineBytes, 'latin1');
    server.on('connection', (socket) => socket.send(payload, { binary: false }));
  });
  afterAll(() => {
    server.close();
  });
  const text = () => page.get('detail-text').textContent();
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

  it('shows its head as soon as it is selected', async () => {
    await page.connect(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.state('Open');
    await page.frames(1);
    expect(await page.show(1, 'text')).toMatch(/^line 0 /);
    // One page, never the whole.
    expect((await text())?.length).toBeLessThan(200_000);
    await expect.poll(() => page.get('detail').textContent()).toContain('95.4 MiB in all');
    await workbench().screenshot('detail-large');
  });

  it('has every other part one step away, as text and as bytes', async () => {
    await page.click('page-triangle-right');
    await expect.poll(text).toMatch(new RegExp(`line ${lines - 1} [.]+\n$`));
    const place = page.get('page-place').locator('input');
    await place.fill('50,000,000');
    await place.press('Enter');
    await expect.poll(text).toContain(line(500_000));
    await page.click('view-hex');
    await page.click('page-triangle-right');
    await expect.poll(() => page.get('detail-hex').textContent()).toMatch(/05f5e0f0 .*\.{15}\.\n$/);
    await page.click('view-json');
    await expect.poll(() => page.get('detail').textContent()).toMatch(/the first 16.0 MiB of 95.4 MiB.*Not JSON/);
  });

  it('is saved to a file byte for byte', async () => {
    const file = join(workbench().workspace, 'frame-1.txt');
    await page.click('save-payload');
    await workbench().accept(file);
    await expect.poll(() => readFile(file).then(digest, String)).toBe(digest(payload));
  });
});
