// A Chromium for the tests: the user's own, the system's, or Playwright's download.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { Unmet, aptInstall, isExecutable, onPath } from './programs.mts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** Needed as root or without a network. */
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** The full path of a Chromium; fetches one where there is none. */
export function findBrowser(): string {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (isExecutable(chosen)) return chosen;
    throw new Unmet(`CHROME_PATH names ${chosen}, which is no program that can be run.`);
  }
  const found = onPath(...names) ?? downloaded();
  if (found !== undefined) return found;
  console.log('No Chromium on the PATH: trying the download of Playwright …');
  download();
  const fetched = downloaded();
  if (fetched !== undefined) return fetched;
  aptInstall(['chromium']);
  const installed = onPath(...names);
  if (installed !== undefined) return installed;
  throw new Unmet(
    'The tests need Chromium or Chrome: install one, or name it by the environment variable CHROME_PATH.',
  );
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), headless: true, args: flags });
}

function downloaded(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function download(): void {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  try {
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit', timeout: 300_000 });
  } catch {
    // no network, or no build for this system; it has printed which, and there are other ways
  }
}
