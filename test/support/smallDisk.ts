import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const succeeds = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const mount = (args: readonly string[]): boolean => succeeds('mount', args);
const unmount = (folder: string): void => void succeeds('umount', ['--lazy', folder]);

/**
 * Whether this user may mount a disk of memory, for `test.skipIf(!mayMount())`. Where everything is demanded (WSI_REQUIRE_ALL=1) and
 * the user is root, it throws instead.
 */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'wsi-mount-'));
  try {
    const may = mount(['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
    if (may) unmount(folder);
    else if (process.env['WSI_REQUIRE_ALL'] === '1' && process.getuid?.() === 0)
      throw new Error('No tmpfs can be mounted here, and WSI_REQUIRE_ALL=1 demands the tests that need one.');
    return may;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A disk (tmpfs) of that many KiB, mounted at a folder of its own until the test is over. */
export function smallDisk(kib: number): { readonly folder: string; makeReadOnly(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'wsi-disk-'));
  if (!mount(['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder])) throw new Error(`No tmpfs at ${folder}.`);
  onTestFinished(() => {
    unmount(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    makeReadOnly: () => {
      if (!mount(['-o', 'remount,ro', folder])) throw new Error(`${folder} could not be made read-only.`);
    },
  };
}
