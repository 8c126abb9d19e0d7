// Options of every kind, made of the table, so that an option that is new to it is tried without anybody's doing.
import fc from 'fast-check';
import { checkOptions } from '../../src/profiles/check/checkOptions.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { optionAt, withOption } from '../../src/profiles/mapTexts.ts';
import { type Option, options as allOptions } from '../../src/profiles/optionSpec.ts';
import { hasVariable } from '../../src/profiles/references.ts';

const token = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,7}$/);
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => !text.includes('\0') && text.trim() !== '' && !hasVariable(text));
/** RFC 9110 §5.5, without the blanks around it that nobody can see. */
const fieldValue = fc.string({ unit: 'binary' }).map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]|;/gu, 'x').trim());
const hostName = fc.constantFrom('a.test', 'example.com', 'xn--bcher-kva.example');

/** Options whose texts have a syntax of their own. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  url: fc.constantFrom('ws://a/', 'wss://b:1/?q="x"', 'https://c.test/', 'ws+unix:/run/a.sock:/x', 'ws://u:p@d/'),
  origin: fieldValue,
  proxy: fc.constantFrom('none', 'editor', 'environment', 'http://127.0.0.1:3128', 'socks5h://u:p@proxy.test'),
  connectTo: fc.constantFrom('b.test', 'b.test:81', ':81', '[::1]:81', '::1'),
  localAddress: fc.constantFrom('192.0.2.1', '::1'),
  'auth.name': token,
  'auth.token': fieldValue,
  'auth.value': fieldValue,
  'tls.servername': hostName,
  'tls.verifyHost': fc.oneof(hostName, fc.constantFrom('192.0.2.1', '::1')),
};

const lists: Readonly<Record<string, fc.Arbitrary<readonly string[]>>> = {
  subprotocols: fc.uniqueArray(token),
  dnsServers: fc.array(fc.constantFrom('192.0.2.1', '192.0.2.2:5353', '[2001:db8::1]:53')),
};

/** Any value that this option may have by itself. */
export function arbitraryValue({ path, spec }: Option): fc.Arbitrary<unknown> {
  switch (spec.kind) {
    case 'flag':
      return fc.boolean();
    case 'number':
      return spec.fraction === true
        ? fc.integer({ min: 0, max: 100 }).map((part) => spec.min + ((spec.max - spec.min) * part) / 100)
        : fc.integer({ min: spec.min, max: spec.max });
    case 'text':
      return texts[path] ?? anyText;
    case 'choice':
      return fc.constantFrom(...spec.choices.map(({ value }) => value));
    case 'list':
      return lists[path] ?? fc.array(anyText);
    case 'pairs':
      return fc.array(fc.tuple(fc.oneof(token, fc.constantFrom('A', '10', '__proto__')), fieldValue));
  }
}

/** Any options that have the shape of options; they need not make sense together. */
export const arbitraryOptions: fc.Arbitrary<ConnectionOptions> = fc
  .tuple(
    ...allOptions.map((option) =>
      option.path === 'url' ? arbitraryValue(option) : fc.option(arbitraryValue(option), { nil: undefined }),
    ),
  )
  .map((values) =>
    values.reduce<ConnectionOptions>(
      (made, value, index) => (value === undefined ? made : withOption(made, allOptions[index]!.keys, value)),
      { url: '' },
    ),
  );

/** Options that may be connected with: whatever a check finds fault with is taken out. */
export const goodOptions = arbitraryOptions.map((made) => {
  let options = made;
  for (;;) {
    const [problem] = checkOptions(options);
    if (problem === undefined) return options;
    const { field, part } = problem;
    const alone = part !== undefined && optionAt(options, [field, part]) !== undefined;
    options = withOption(options, alone ? [field, part] : [field], undefined);
  }
});

/** The paths of the options that are set. */
export const pathsIn = (made: ConnectionOptions): readonly string[] =>
  allOptions.flatMap(({ path, keys }) => (optionAt(made, keys) === undefined ? [] : [path]));
