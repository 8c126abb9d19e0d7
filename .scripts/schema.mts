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

const values: Schema = {
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z_][\\w.-]*$' },
  additionalProperties: { type: ['string', 'number', 'boolean'] },
};

const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const id = described(filled, 'What ${input:…} calls it; unique in this file.');
const question = described(string, 'What the user is asked.');
const standard = described(string, 'What is offered, and taken where nobody can be asked.');
const typed = (type: string, properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: ['id', 'type', ...required],
  properties: { id, type: { const: type }, ...properties },
});

const input: Schema = {
  description: 'A value that is asked for when it is needed, as in launch.json.',
  defaultSnippets: [
    {
      label: 'Ask for a secret',
      body: { id: '${1:token}', type: 'promptString', description: '${2:Token}', password: true },
    },
    { label: 'Choose from a list', body: { id: '${1:room}', type: 'pickString', options: ['${2:a}', '${3:b}'] } },
  ],
  oneOf: [
    typed(
      'promptString',
      {
        description: question,
        default: standard,
        password: {
          type: 'boolean',
          description: 'Typed unseen, asked for once, and kept in the secret storage alone.',
        },
      },
      [],
    ),
    typed(
      'pickString',
      {
        description: question,
        default: standard,
        options: {
          type: 'array',
          minItems: 1,
          description: 'What can be chosen.',
          items: {
            oneOf: [
              string,
              {
                type: 'object',
                additionalProperties: false,
                required: ['value'],
                properties: { label: string, value: string },
              },
            ],
          },
        },
      },
      ['options'],
    ),
    typed('command', { command: described(filled, 'The command whose answer is the value.'), args: {} }, ['command']),
  ],
};

const named = { name: described(filled, 'Unique in its list.'), description: described(string, 'A note.') };

const message: Schema = {
  type: 'object',
  description: 'A message with one payload.',
  additionalProperties: false,
  required: ['name'],
  oneOf: ['text', 'json', 'hex', 'base64'].map((key) => ({ required: [key] })),
  properties: {
    ...named,
    text: described(string, 'A text message.'),
    json: { description: 'A text message that is this JSON, without blanks and comments.' },
    hex: described(
      { ...string, pattern: '^(\\s*[\\da-fA-F]{2})*\\s*$' },
      'The bytes of a binary message, in hexadecimal.',
    ),
    base64: described(string, 'The bytes of a binary message, in base64.'),
  },
  defaultSnippets: [{ label: 'New message', body: { name: '${1:Hello}', text: '${2:hello}' } }],
};

const list = (definition: string, description: string): Schema => ({
  type: 'array',
  description,
  items: { $ref: `#/definitions/${definition}` },
});

const collection: Schema = {
  type: 'object',
  description: 'Messages that belong together.',
  additionalProperties: false,
  required: ['name'],
  properties: {
    ...named,
    messages: list('message', 'Its messages.'),
    collections: list('collection', 'Collections inside this one.'),
  },
};

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
      variables: { ...values, description: 'Texts that ${name} stands for in every profile of this file.' },
      environments: {
        type: 'object',
        description:
          'Named sets of variables. The one that is chosen in the panel, in the status bar or by --env counts before "variables".',
        additionalProperties: values,
        defaultSnippets: [
          { label: 'New environment', body: { '${1:staging}': { '${2:host}': '${3:staging.example}' } } },
        ],
      },
      inputs: {
        type: 'array',
        description: 'Values that are asked for when a connection needs them; ${input:id} stands for one.',
        items: { $ref: '#/definitions/input' },
      },
      profiles: {
        type: 'array',
        description: 'Connections saved under a name, in the order in which they are shown.',
        items: { $ref: '#/definitions/profile' },
        defaultSnippets: snippets([snippet]),
      },
      messages: {
        type: 'array',
        description: 'Messages saved under a name, to be sent again.',
        items: { $ref: '#/definitions/message' },
      },
      collections: {
        type: 'array',
        description: 'Messages that belong together, such as those of one protocol.',
        items: { $ref: '#/definitions/collection' },
      },
    },
    definitions: {
      input,
      message,
      collection,
      profile: {
        ...record(
          specs,
          '',
          {
            description:
              'One connection. Texts may contain ${name} for a variable, ${secret:NAME}, ${input:ID}, ${env:NAME}, ${config:NAME}, ${command:ID} and ${workspaceFolder}. One without "url" is there to be extended.',
            required: ['name'],
            defaultSnippets: snippets(snippet),
          },
          {
            variables: {
              ...values,
              description: 'Variables of this profile: they count before those of environment and file.',
            },
          },
        ),
      },
      ...Object.fromEntries(groups),
    },
  };
}

function record(
  specs: Readonly<Record<string, OptionSpec>>,
  path: string,
  extra: Schema = {},
  more: Readonly<Record<string, Schema>> = {},
): Schema {
  const { description, ...others } = extra;
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    additionalProperties: false,
    ...others,
    properties: {
      ...Object.fromEntries(
        Object.entries(specs).map(([key, spec]) => [
          key,
          spec.kind === 'group'
            ? { $ref: `#/definitions/${key}`, description: spec.about }
            : { ...valueSchema(spec), ...extras[path + key], description: describe(spec) },
        ]),
      ),
      ...more,
    },
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
        ? `${spec.about} It is a secret: write \${secret:NAME} here and give the value by "Manage Secrets", or \${env:NAME} for an environment variable.`
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
