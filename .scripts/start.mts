// npm start: the demo server, and a VS Code with the inspector open on it. Ctrl+C ends both.
// `-- --server` takes the server build in a browser even where there is a desktop VS Code; `-- --port N` gives it a port.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDemoServer } from '../src/demo/demoServer.ts';
import { makeDemoFolder } from './demoFolder.mts';
import { findDesktopVSCode, openDesktopVSCode } from './desktopVSCode.mts';
import { Unmet, main } from './programs.mts';
import { temporaryFolder } from './temporaryFolder.mts';
import { startVSCodeServer } from './vscodeServer.mts';

const extension = resolve(import.meta.dirname, '..');

function readArguments(): { readonly server: boolean; readonly port: number } {
  try {
    const { values } = parseArgs({ options: { server: { type: 'boolean' }, port: { type: 'string' } } });
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port takes a number from 0 to 65535, not "${values.port ?? ''}".`);
    return { server: values.server ?? false, port };
  } catch (error) {
    throw new Unmet(`${error instanceof Error ? error.message : String(error)}\nnpm start [-- --server [--port N]]`);
  }
}

await main(async () => {
  const { server, port } = readArguments();
  if (!existsSync(join(extension, 'dist/extension.js')))
    throw new Unmet('dist/extension.js is missing: run npm run build first.');
  const demo = await startDemoServer();
  const address = `${demo.url}/echo`;
  const env = { WEBSOCKET_INSPECTOR_OPEN: address };
  const folder = makeDemoFolder(temporaryFolder('start').path, demo.url);
  console.log(`The demo server answers on ${demo.url}; http://127.0.0.1:${demo.port}/ lists its routes.`);

  const program = server ? undefined : findDesktopVSCode();
  if (program !== undefined) {
    console.log(`Opening ${program}. Ctrl+C, or closing the window, ends all of it.`);
    const window = openDesktopVSCode({ program, folder, extension, env });
    const problem = await window.closed;
    window.dispose();
    await demo.dispose();
    if (problem === undefined) return 0;
    throw new Unmet(`${program} did not open: ${problem}. npm start -- --server opens VS Code in a browser instead.`);
  }

  const vscode = await startVSCodeServer({ folder, extension, env, port });
  console.log(`\nOpen VS Code with the inspector in a browser:\n\n  ${vscode.url}\n\nCtrl+C ends all of it.`);
  await vscode.ended;
  throw new Unmet(`The VS Code server ended by itself:\n${vscode.log().trim()}`);
});
