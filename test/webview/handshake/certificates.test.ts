// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { certificates } from '../../../webview/handshake/certificates.ts';
import { createMemory } from '../../../webview/handshake/memory.ts';
import { certificate } from './phases.ts';

const root = { ...certificate, subject: 'CN=Test CA', altNames: [], validTo: '2026-02-01T00:00:00Z' };

test('the chain, leaf first and open, with its dates', () => {
  const view = certificates([certificate, root], createMemory(), Date.parse('2026-03-01T00:00:00Z'));
  const [leaf, ca] = view.querySelectorAll('details');
  expect([leaf?.open, ca?.open]).toEqual([true, false]);
  expect(leaf?.querySelector('summary')?.textContent).toBe('CN=localhost expires in 306 days');
  expect(ca?.querySelector('summary')?.textContent).toBe('CN=Test CA expired 28 days ago');
  expect([...(leaf?.querySelectorAll('tr') ?? [])].map((row) => row.textContent)).toEqual([
    'Place1 of 2: the certificate of the host itself',
    'SubjectCN=localhost',
    'IssuerCN=Test CA',
    'NamesDNS:localhost',
    'Validfrom 2026-01-01T00:00:00Z to 2027-01-01T00:00:00Z, expires in 306 days',
    'SHA-256AB:CD',
  ]);
});

test('what is signed by itself says so', () => {
  const memory = createMemory();
  memory.at('certificate 1').keep(true);
  const view = certificates([certificate, root], memory, 0);
  expect(view.textContent).toContain('2 of 2: signed the one before it, signed by itself');
  expect(view.textContent).toContain('Namesnone');
});
