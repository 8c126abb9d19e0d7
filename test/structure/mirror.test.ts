// A source file and the test of its name stand and fall together.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const find = (pattern: string): string[] =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.d.ts'))
    .sort();

/** Folders of test/ that mirror nothing: whole programs, faults of the world around them, measurements, and what the tests themselves are built of. */
const unmirrored = /^test\/(bench|e2e|hostile|peers|untrusted|faults|structure|support|vectors)\//;

/** The composition roots are whole programs, so that a test of the program may be theirs. */
const programs: Readonly<Record<string, string>> = {
  'src/extension.ts': 'test/host/extension.test.ts',
  'src/worker.ts': 'test/host/worker.test.ts',
  'webview/main.ts': 'test/e2e/main.test.ts',
};

/** Where the test of a source file may stand; the first is the place to make it. */
function testsOf(source: string): string[] {
  const mirrored = `test/${source.replace(/^src\//, '').replace(/\.ts$/, '.test.ts')}`;
  const program = programs[source];
  return program === undefined ? [mirrored] : [program, mirrored];
}

/** A file of types alone compiles to nothing, so there is nothing to test. */
async function hasCode(source: string): Promise<boolean> {
  const { code } = await transform(readFileSync(join(root, source), 'utf8'), { loader: 'ts', format: 'esm' });
  return code.replace(/export \{\s*\};?/, '').trim() !== '';
}

const sources = [...find('src/**/*.ts'), ...find('webview/**/*.ts')];

describe('mirror', () => {
  it('finds the sources', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it('has a test for every source file with code in it', async () => {
    const untested: string[] = [];
    for (const source of sources)
      if (!testsOf(source).some((test) => existsSync(join(root, test))) && (await hasCode(source)))
        untested.push(`${source} needs ${testsOf(source).join(' or ')}`);
    expect(untested).toEqual([]);
  });

  it('has a source file for every test', () => {
    const known = new Set(sources.flatMap(testsOf));
    const orphans = find('test/**/*.test.ts').filter((test) => !unmirrored.test(test) && !known.has(test));
    expect(orphans).toEqual([]);
  });
});
