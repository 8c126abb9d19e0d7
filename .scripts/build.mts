// Bundles the four programs into dist/. `--watch` goes on; `--minify` is for the package.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { type BuildOptions, build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

const shared: BuildOptions = { bundle: true, minify, sourcemap: !minify, logLevel: 'warning', legalComments: 'none' };

const node: BuildOptions = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  entryPoints: ['src/extension.ts', 'src/worker.ts', 'src/cli.ts'],
  // jsonc-parser's `main` asks for its parts by a require() of its own, which no bundler sees.
  mainFields: ['module', 'main'],
  outdir: 'dist',
  // `ws` looks for these native add-ons and does well without them.
  external: ['vscode', 'bufferutil', 'utf-8-validate'],
};

const page: BuildOptions = {
  ...shared,
  // Read anew each time a panel opens: half the text is read sooner. In a debugger the source map has it as it was written.
  minify: true,
  platform: 'browser',
  format: 'esm',
  target: 'chrome134',
  entryPoints: { webview: 'webview/main.ts' },
  outdir: 'dist',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
if (watch) {
  for (const options of [node, page]) await (await context(options)).watch();
  console.log('Watching. Press Ctrl+C to stop.');
} else {
  await Promise.all([build(node), build(page)]);
}
await copyFile('node_modules/@vscode/codicons/LICENSE', 'dist/codicons-LICENSE.txt');
