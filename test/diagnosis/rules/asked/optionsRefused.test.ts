import { expect, test } from 'vitest';
import { optionsRefused } from '../../../../src/diagnosis/rules/asked/optionsRefused.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const refused = (url: string) =>
  optionsRefused(evidence({ asked: { url }, failure: failure('url', 'URL_INVALID', 'The URL has no host.') }));

test('says what was refused, and that nothing was sent', () => {
  expect(refused('nonsense')).toMatchObject({
    stage: 'url',
    cause: 'options-refused',
    explanation: 'The URL has no host. Nothing was sent.',
  });
});

test.each([
  ['http://example.test/x?token=secret', 'ws://example.test/x?token=secret'],
  ['https://example.test/', 'wss://example.test/'],
  ['ws://example.test/a#b', 'ws://example.test/a'],
  ['localhost:8080/ws', 'ws://localhost:8080/ws'],
])('%s can be mended by one click', (url, mended) => {
  const diagnosis = refused(url);
  expect(diagnosis?.remedies[0]?.change).toEqual({ kind: 'url', url: mended });
  expect(JSON.stringify([diagnosis?.evidence, diagnosis?.remedies[0]?.title])).not.toContain('secret');
});

test('another stage is not its matter', () =>
  expect(optionsRefused(evidence({ failure: failure('dns', 'ENOTFOUND') }))).toBeUndefined());
