import { expect, test } from 'vitest';
import { captive } from '../../../../src/diagnosis/rules/http/captivePortal.ts';
import { refusal, response } from '../../../support/evidence.ts';

const ok = response('HTTP/1.1 200 OK', 'Content-Type: text/html');
const page = (leads: string, title = 'Hotel Wi-Fi') =>
  `<html><head><title>${title}</title><meta http-equiv="refresh" content="0; url=${leads}"></head></html>`;

test.each<[string, string, object, boolean]>([
  ['a page of the network that leads elsewhere', page('http://portal.hotel.test/login'), {}, true],
  ['one that leads nowhere', '<title>Hotel Wi-Fi</title>', {}, false],
  ['one that leads to the host itself', page('http://example.test/login'), {}, false],
  ['one about something else', page('http://shop.test/', 'Shop'), {}, false],
  ['one over TLS', page('http://portal.hotel.test/login'), { asked: { url: 'wss://example.test/chat' } }, false],
])('%s', (_, text, more, expected) => expect(captive(refusal(ok, text, more))).toBe(expected));
