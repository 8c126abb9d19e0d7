import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Workbench, type WorkbenchOptions, openWorkbench } from './vscodeWorkbench.ts';

/** A workbench for all tests of the file that calls this; a failed test leaves a picture in test-results/. */
export function suiteWorkbench(
  options: () => WorkbenchOptions | Promise<WorkbenchOptions> = () => ({}),
): () => Workbench {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await openWorkbench(await options());
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench?.screenshot(`failed ${task.name}`.replaceAll(/[^\w]+/g, '-'));
    expect(workbench?.problems ?? []).toEqual([]);
  });
  afterAll(async () => {
    await workbench?.dispose();
  });
  return () => {
    if (workbench === undefined) throw new Error('The workbench is there only while a test runs.');
    return workbench;
  };
}
