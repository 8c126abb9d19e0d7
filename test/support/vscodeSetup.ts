import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findBrowser } from '../../.scripts/browser.mts';
import { installVSCodeServer } from '../../.scripts/vscodeServerInstall.mts';

/** What every browser test needs is fetched once, before any of their clocks runs. */
export async function setup(): Promise<void> {
  if (!existsSync(resolve(import.meta.dirname, '../../dist/extension.js')))
    throw new Error('dist/extension.js is missing: run npm run build first.');
  findBrowser();
  await installVSCodeServer();
}
