import { createGunzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { accept, afterHead, ask, bytesOf, withServer } from '../support/hostile/rawClient.ts';

describe('the opening handshake', () => {
  test.each([
    ['ok', `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`],
    ['accept-hex', 'Sec-WebSocket-Accept: b37a4f2cc0624f1690f64606cf385945b2bec4ea\r\n'],
    ['accept-lowercased', `Sec-WebSocket-Accept: ${accept.toLowerCase()}\r\n`],
    ['accept-duplicate-same', `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Accept: ${accept}\r\n`],
    ['header-obs-fold', `Sec-WebSocket-Accept:\r\n ${accept}\r\n\r\n`],
    ['header-ctl-value', 'X-A: a\x01\x1b[31mb\r\n'],
    ['header-nul-value', 'X-A: a\0b\r\n'],
    ['pmd-window-bits-abc', 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=abc\r\n'],
    ['status-nonnumeric', 'HTTP/1.1 OK 101\r\nUpgrade: websocket\r\n'],
    ['101-html-body', '\r\n\r\n<html>502 Bad Gateway</html>'],
    ['426-version', 'Sec-WebSocket-Version: 8\r\nSec-WebSocket-Version: 7, 0\r\n'],
    ['redirect-file', 'Location: file:///etc/passwd\r\n'],
  ])('%s', async (id, part) => {
    expect((await bytesOf(id)).bytes.toString('latin1')).toContain(part);
  });

  test('accept-missing and upgrade-missing lack just that line', async () => {
    const [noAccept, noUpgrade] = [await bytesOf('accept-missing'), await bytesOf('upgrade-missing')];
    expect(noAccept.bytes.toString()).not.toMatch(/accept/i);
    expect(noAccept.bytes.toString()).toContain('Upgrade: websocket');
    expect(noUpgrade.bytes.toString()).not.toMatch(/^upgrade:/im);
    expect(noUpgrade.bytes.toString()).toContain(accept);
  });

  test.each([
    ['206', 1],
    ['401-bearer', 25],
    ['401-no-challenge', 2],
    ['403-waf', 47],
    ['404-html', 27],
    ['407', 5],
    ['408', 0],
    ['410', 14],
    ['421', 10],
    ['426-version', 11],
    ['429-retry-after', 9],
    ['502-nginx', 80],
  ])('%s has a body of %i bytes', async (id, length) => {
    const { bytes } = await bytesOf(id, {});
    expect(afterHead(bytes)).toHaveLength(length);
    expect(bytes.toString()).toContain(`Content-Length: ${length}\r\n`);
  });

  test('the number and size of header lines are as said', async () => {
    const tooMany = (await bytesOf('header-too-many')).bytes.toString();
    expect(tooMany.match(/^X-\d{4}: /gm)).toHaveLength(3000);
    const many = (await bytesOf('header-many-under-limit')).bytes.toString();
    expect(many.match(/^a:b\r$/gm)).toHaveLength(2100);
    expect(many.indexOf('Sec-WebSocket-Accept')).toBeGreaterThan(many.lastIndexOf('a:b'));
    expect(many.length).toBeLessThan(16 * 1024);
    expect((await bytesOf('header-huge-line')).bytes.length).toBeGreaterThan(100 * 1024);
  });

  test('the redirect chain has twenty hops and ends well', async () => {
    await withServer('redirect-chain-20', async (server) => {
      let hops = 0;
      for (let location = '/chat'; location !== '/good'; hops += 1) {
        const url = new URL(location, server.url).href;
        const { bytes } = await ask({ ...server, url }, 'redirect-chain-20');
        location = /^Location: (\S+)/m.exec(bytes.toString())![1]!;
      }
      expect(hops).toBe(20);
    });
  });

  test('the delays are kept', async () => {
    const waitFor = async (id: string, ms: number): Promise<void> => {
      const started = performance.now();
      await bytesOf(id, { enough: (bytes) => bytes.length > 0, quiet: 5000 });
      expect(performance.now() - started).toBeGreaterThan(ms - 20);
    };
    await Promise.all([waitFor('101-delayed', 1200), waitFor('504-after-delay', 1000)]);
  });

  test('200 KB of gzip hold 200 MiB', async () => {
    const { bytes } = await bytesOf('body-gzip-bomb');
    const body = afterHead(bytes);
    expect(body.length).toBeLessThan(220_000);
    let length = 0;
    for await (const piece of createGunzip().end(body)) length += (piece as Buffer).length;
    expect(length).toBe(200 * 1024 * 1024);
  });

  test('the large body is as long as it says', async () => {
    await withServer('body-large', async (server) => {
      let length = 0;
      await ask(server, 'body-large', {
        quiet: 10_000,
        enough: (bytes) => (length = bytes.length - bytes.indexOf('\r\n\r\n') - 4) >= 1_000_000,
      });
      expect(length).toBeGreaterThanOrEqual(1_000_000);
    });
  });
});
