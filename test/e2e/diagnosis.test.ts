import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from '../../src/demo/demoServer.ts';
import { startHostileServer } from '../support/hostile/hostileServer.ts';
import { inspectorPage } from '../support/vscodePanel.ts';
import { suiteWorkbench } from '../support/vscodeSuite.ts';

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.dispose());

describe('a refused connection', () => {
  const workbench = suiteWorkbench();

  it('is opened by trusting the very certificate that the server showed', async () => {
    const server = await startHostileServer('tls-unknown-ca');
    try {
      const page = await inspectorPage(workbench());
      await page.connect(server.url);
      await page.state('Failed');
      await expect.poll(() => page.get('failure-title').textContent()).toContain('Stranger Root');
      const trust = page.get('remedy').first();
      expect(await trust.textContent()).toMatch(/Trust the certificate "localhost" for this connection/);
      await trust.click();
      await page.state('Open');
      expect(await page.get('tls-ca').locator('textarea').inputValue()).toContain('BEGIN CERTIFICATE');
      await page.click('disconnect');
      await page.state('Closed');
    } finally {
      await server.dispose();
    }
  });

  it('is opened by the remedy that offers the subprotocol which the server names', async () => {
    const page = await inspectorPage(workbench());
    await page.connect(`${demo.url}/subprotocol`);
    await page.state('Failed');
    await page.get('remedy').first().click();
    await page.state('Open');
    expect(await page.get('negotiated-subprotocol').textContent()).toBe('chat.v2');
    await page.click('disconnect');
    await page.state('Closed');
  });

  it('is opened by the one that changes the scheme', async () => {
    const page = await inspectorPage(workbench());
    await page.click('new-connection');
    await page.connect(`${demo.url.replace('ws:', 'wss:')}/echo`);
    await page.state('Failed');
    await expect.poll(() => page.get('failure-title').textContent()).toContain('does not speak TLS');
    await page.get('remedy').first().click();
    await page.state('Open');
    await page.click('disconnect');
    await page.state('Closed');
  });

  it('is diagnosed further: attempts one by one, the findings, and a change that is accepted', async () => {
    const page = await inspectorPage(workbench());
    await page.click('new-connection');
    if (!(await page.get('subprotocols').isVisible())) await page.click('options-toggle');
    await page.type('subprotocols', 'unknown');
    await page.connect(`${demo.url}/subprotocol`);
    await page.state('Failed');
    await page.click('probe-start');
    await expect
      .poll(() => page.get('probe-conclusion').textContent())
      .toContain('is accepted although the server selects no subprotocol');
    expect(await page.get('probe-matrix').locator('tbody tr').count()).toBeGreaterThan(3);
    expect(await page.get('probe-ladder').textContent()).toContain('Ordinary request');
    await page.click('probe-remedy');
    await page.state('Open');
  });

  it('asks for the token that the server wants, in its field', async () => {
    const page = await inspectorPage(workbench());
    await page.click('new-connection');
    await page.connect(`${demo.url}/status/401`);
    await page.state('Failed');
    await page.get('remedy').first().click();
    await expect.poll(() => page.get('auth-token').isVisible()).toBe(true);
    expect(await page.frame.locator('[data-option="auth.token"]').textContent()).toContain(
      'The server asks for a token',
    );
  });
});
