import assert from 'node:assert/strict';
import { Uri, type Webview } from 'vscode';
import { panelHtml } from '../../src/host/panelHtml.ts';

const webview = {
  cspSource: 'https://webview.test',
  asWebviewUri: (uri: Uri) => uri.with({ scheme: 'https', authority: 'webview.test' }),
} as unknown as Webview;
const html = (): string => panelHtml(webview, Uri.file('/extension'));
const nonceOf = (text: string): string => /script-src 'nonce-([^']+)'/.exec(text)?.[1] ?? '';

describe('panelHtml', () => {
  it('allows nothing but the script of this nonce and the files of the extension', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html())?.[1] ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)] as const));
    assert.deepEqual(rules.get('default-src'), ["'none'"]);
    // Images out of payloads are made from memory.
    assert.deepEqual(rules.get('img-src'), ['blob:']);
    rules.delete('img-src');
    for (const [name, sources] of rules)
      for (const source of sources)
        assert.match(source, /^('none'|'nonce-[A-Za-z0-9+/=]+'|https:\/\/webview\.test)$/, `${name} allows ${source}`);
  });

  it('has a new nonce of at least 128 bits each time', () => {
    const nonces = Array.from({ length: 20 }, () => nonceOf(html()));
    assert.equal(new Set(nonces).size, 20);
    for (const nonce of nonces) assert.ok(Buffer.from(nonce, 'base64').length >= 16);
  });

  it('loads the script and the style from dist', () => {
    const page = html();
    assert.ok(page.includes('src="https://webview.test/extension/dist/webview.js"'));
    assert.ok(page.includes('href="https://webview.test/extension/dist/webview.css"'));
  });
});
