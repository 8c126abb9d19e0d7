import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { redactFlag } from '../../src/cli/redactFlag.ts';

test('takes the names out of the arguments, wherever they stand', () => {
  expect(redactFlag(['a.pcapng', '--redact', 'seat', '--to', 'har', '--redact=/^acme/'])).toEqual({
    rest: ['a.pcapng', '--to', 'har'],
    patterns: ['seat', '/^acme/'],
  });
  expect(redactFlag(['--send', 'x'])).toEqual({ rest: ['--send', 'x'], patterns: [] });
});

test.each([
  [['--redact'], '--redact takes the name of what is masked besides.'],
  [['--redact', '/(a+)+/'], '--redact: "/(a+)+/" could take very long'],
])('%j is refused', (args, message) => {
  expect(() => redactFlag(args)).toThrow(ArgumentError);
  expect(() => redactFlag(args)).toThrow(message);
});
