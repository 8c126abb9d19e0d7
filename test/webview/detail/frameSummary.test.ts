// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { closeSummary, frameSummary, sizeWords } from '../../../webview/detail/frameSummary.ts';
import { frameDetail } from '../fakePanel.ts';

test('which frame it is, in a few words', () => {
  const facts = [...frameSummary(frameDetail({ number: 1234, fin: false })).children].map((fact) => fact.textContent);
  expect(facts).toEqual(['Frame 1,234', 'from server', 'text, FIN 0', '5 bytes', 'at 1.500 ms']);
});

test('sizes', () => {
  const compressed = { ...frameDetail().message!, compressed: true, length: 500 };
  expect(sizeWords(frameDetail({ payloadLength: 7, payloadReceived: 7, message: compressed }))).toBe(
    '7 bytes, 500 inflated',
  );
  expect(sizeWords(frameDetail({ payloadLength: 4096, payloadReceived: 10 }))).toBe('10 of 4,096 bytes received');
  expect(sizeWords(frameDetail({ payloadLength: 70_000, payloadReceived: 70_000 }))).toBe('68.4 KiB');
});

test('a Close frame says its code and reason', () => {
  expect(closeSummary(new Uint8Array())).toBe('Close without a status code.');
  expect(closeSummary(Uint8Array.of(3))).toContain('one byte');
  expect(closeSummary(Uint8Array.of(0x03, 0xe9, 0x62, 0x79, 0x65))).toMatch(
    /^Status code 1001, going away\. .*Reason: bye$/,
  );
  expect(closeSummary(Uint8Array.of(0x03, 0xe8))).toContain('No reason given.');
});
