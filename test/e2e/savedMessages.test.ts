import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { type InspectorPage, inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

const profiles = `{
  "messages": [{ "name": "Greeting", "text": "good morning" }], // said first
  "collections": [
    {
      "name": "Rooms",
      "messages": [{ "name": "Join", "description": "enters a room", "json": { "op": "join", "room": "general" } }],
      "collections": [{ "name": "Bytes", "messages": [{ "name": "Magic", "hex": "ca fe" }] }]
    }
  ]
}
`;
const path = '.vscode/websockets.json';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());
const workbench = suiteWorkbench(() => ({ files: { [path]: profiles } }));

const composed = (page: InspectorPage) => page.get('composer-text').locator('textarea').inputValue();

it('sends a message and a binary one out of the collections of a profile file', async () => {
  const page = await inspectorPage(workbench());
  await page.connect(`${demo.url}/echo`);
  await page.state('Open');
  await page.click('choose-message');
  // Of a collection it says which, and what the message is.
  const { page: window } = workbench();
  await window.locator('.quick-input-list').getByText('Rooms: enters a room').waitFor();
  await workbench().screenshot('saved messages');
  await workbench().choose('Join');
  await expect.poll(() => composed(page)).toBe('{"op":"join","room":"general"}');
  await page.click('composer-send');
  await page.frames(2);

  await page.click('choose-message');
  await workbench().choose('Magic');
  await expect.poll(() => composed(page)).toBe('ca fe');
  await page.click('composer-send');
  await page.frames(4);
  const rows = await page.rows();
  expect(rows.map(({ from, opcode }) => [from, opcode])).toEqual([
    ['client', 1],
    ['server', 1],
    ['client', 2],
    ['server', 2],
  ]);
  expect(rows[1]?.text).toContain('general');
  expect(await page.show(3, 'hex')).toContain('ca fe');
});

it('saves what is composed into a collection, and takes it out again', async () => {
  const page = await inspectorPage(workbench());
  await page.choose('composer-kind', 'Text');
  await page.type('composer-text', '{"op":"leave"}');
  await page.click('save-message');
  await workbench().answer('What shall the message be called?', 'Leave');
  await workbench().choose('Rooms');
  const read = async () => readFile(join(workbench().workspace, path), 'utf8');
  await expect.poll(read).toContain('Leave');
  const text = await read();
  expect(text).toContain('// said first');
  expect(parse(text)).toMatchObject({
    messages: [{ name: 'Greeting' }],
    collections: [
      { name: 'Rooms', messages: [{ name: 'Join' }, { name: 'Leave', text: '{"op":"leave"}' }], collections: [{}] },
    ],
  });

  await page.type('composer-text', 'something else');
  await page.click('choose-message');
  await workbench().choose('Leave');
  await expect.poll(() => composed(page)).toBe('{"op":"leave"}');
  await page.click('composer-send');
  await page.frames(6);
  expect((await page.rows()).at(-1)?.text).toContain('leave');
});
