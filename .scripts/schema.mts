// The JSON schema of the profile file, which gives completion and descriptions in the editor: written anew from the table of options.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { proxyWords } from '../src/profiles/check/checkNetwork.ts';
import type { LeafSpec, NumberSpec, OptionSpec } from '../src/profiles/optionSpec.ts';
import { profileSpec } from '../src/profiles/profileFields.ts';

/** Where the schema stands; `package.json` names it too. */
export const schemaFile = join(resolve(import.meta.dirname, '..'), 'media/schemas/websockets.schema.json');

type Schema = Readonly<Record<string, unknown>>;

const draft = 'http://json-schema.org/draft-07/schema#';
const string = { type: 'string' } as const;
const filled = { type: 'string', minLength: 1 } as const;
const variable = '.*\\$\\{.*';

/** A pattern that does not mind the letter case of these words; a schema's patterns have no flag for it. */
const anyCase = (words: string): string => words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** What some options have besides what their kind says, by their paths. */
const extras: Readonly<Record<string, Schema>> = {
  name: { minLength: 1 },
  url: {
    pattern: `^(${anyCase('(ws|http)s?')}://[^\\s#]+|${anyCase('ws')}\\+${anyCase('unix')}:/[^\\s#]+|${variable})$`,
    patternErrorMessage:
      'A WebSocket URL begins with ws://, wss://, http://, https:// or ws+unix:/ and has no spaces and no fragment.',
  },
  subprotocols: { uniqueItems: true },
  proxy: {
    pattern: `^(${proxyWords.join('|')}|${anyCase('(https?|socks(4a?|5h?)?)')}://[^\\s/\\\\]\\S*|${variable})$`,
    patternErrorMessage: `A proxy is ${proxyWords.join(', ')}, or a URL that begins with http://, https://, socks4://, socks4a://, socks5:// or socks5h://.`,
    examples: [...proxyWords, 'http://127.0.0.1:3128', 'socks5h://127.0.0.1:1080'],
  },
  auth: { required: ['type'] },
};

const snippet = { name: '${1:Local}', url: '${2:ws://localhost:8080/}' };
const snippets = (body: unknown): readonly Schema[] => [{ label: 'New connection', body }];

function fileSchema(): Schema {
  const specs = profileSpec as Readonly<Record<string, OptionSpec>>;
  const groups = Object.entries(specs).flatMap(([key, spec]) =>
    spec.kind === 'group'
      ? [[key, record(spec.fields as Readonly<Record<string, LeafSpec>>, `${key}.`, extras[key])] as const]
      : [],
  );
  return {
    $schema: draft,
    title: 'WebSocket Inspector: saved connections',
    type: 'object',
    allowComments: true,
    allowTrailingCommas: true,
    additionalProperties: false,
    properties: {
      $schema: { ...string, description: "The address of this file's JSON schema; not needed in VS Code." },
      profiles: {
        type: 'array',
        description: 'Connections saved under a name, in the order in which they are shown.',
        items: { $ref: '#/definitions/profile' },
        defaultSnippets: snippets([snippet]),
      },
    },
    definitions: {
      profile: {
        ...record(specs, '', {
          description: 'One connection. Texts may contain ${env:NAME}, which stands for an environment variable.',
          required: ['name', 'url'],
          defaultSnippets: snippets(snippet),
        }),
      },
      ...Object.fromEntries(groups),
    },
  };
}

function record(specs: Readonly<Record<string, OptionSpec>>, path: string, extra: Schema = {}): Schema {
  const { description, ...others } = extra;
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    additionalProperties: false,
    ...others,
    properties: Object.fromEntries(
      Object.entries(specs).map(([key, spec]) => [
        key,
        spec.kind === 'group'
          ? { $ref: `#/definitions/${key}`, description: spec.about }
          : { ...valueSchema(spec), ...extras[path + key], description: describe(spec) },
      ]),
    ),
  };
}

function valueSchema(spec: LeafSpec): Schema {
  switch (spec.kind) {
    case 'flag':
      return { type: 'boolean', default: spec.default };
    case 'number':
      return {
        type: spec.fraction === true ? 'number' : 'integer',
        ...(spec.default === undefined ? {} : { default: spec.default }),
        minimum: spec.min,
        maximum: spec.max,
      };
    case 'text':
      return string;
    case 'choice':
      return {
        enum: spec.choices.map(({ value }) => value),
        enumDescriptions: spec.choices.map(({ title }) => title),
        ...(spec.default === undefined ? {} : { default: spec.default }),
      };
    case 'list': {
      const list = { type: 'array', items: filled };
      return spec.lines === true ? { oneOf: [filled, list] } : list;
    }
    case 'pairs':
      return {
        oneOf: [
          { type: 'object', additionalProperties: { oneOf: [string, { type: 'array', items: string }] } },
          { type: 'array', items: { type: 'array', items: string, minItems: 2, maxItems: 2 } },
        ],
      };
  }
}

/** The table's words, and what only whoever writes the file by hand needs to know. */
function describe(spec: LeafSpec): string {
  switch (spec.kind) {
    case 'number':
      return `${spec.about}${aboutNumber(spec)}`;
    case 'text':
      return spec.secret === true
        ? `${spec.about} It is a secret: write \${env:NAME} here and keep it in that environment variable.`
        : spec.about;
    case 'list':
      return spec.lines === true ? `${spec.about} One text, or a list of them.` : spec.about;
    case 'pairs':
      return `${spec.about} An object of names and values (a list of values sends the name several times), or a list of [name, value] pairs where the order across names matters.`;
    case 'flag':
    case 'choice':
      return spec.about;
  }
}

function aboutNumber({ about, unit, absent }: NumberSpec): string {
  const word = unit === 'ms' ? 'milliseconds' : unit;
  const inUnit = word === '' || about.includes(word) ? '' : ` In ${word}.`;
  return `${inUnit}${absent === undefined ? '' : ` When left out: ${absent}.`}`;
}

/** The whole text of the schema's file. */
export async function schemaText(): Promise<string> {
  const style = await resolveConfig(schemaFile);
  return format(JSON.stringify(fileSchema()), { ...style, parser: 'json' });
}

if (import.meta.main) writeFileSync(schemaFile, await schemaText());
