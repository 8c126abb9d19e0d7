import type { ConnectionOptions } from '../../profiles/connectionOptions.ts';
import { pythonString } from './quoting.ts';
import { leftOut, snippetRequest } from './snippetRequest.ts';
import type { Snippet } from './snippet.ts';
import { variablesIn } from './template.ts';

/** A script for Python with the package `websockets`. */
export function pythonSnippet(options: ConnectionOptions, message?: string): Snippet {
  const request = snippetRequest(options);
  const { tls, basic } = request;
  const headers = [
    ...request.headers.map(([name, value]) => `(${pythonString(name)}, ${pythonString(value)}),`),
    ...(basic === undefined
      ? []
      : [
          `("Authorization", "Basic " + b64encode((${pythonString(`${basic.username}:${basic.password}`)}).encode()).decode()),`,
        ]),
  ];
  const secure = tls !== undefined && /^wss:/i.test(request.url);
  const context = secure ? tlsLines(tls) : [];
  const args = [
    pythonString(request.url),
    ...(request.origin === undefined ? [] : [`origin=${pythonString(request.origin)}`]),
    ...(request.subprotocols.length === 0
      ? []
      : [`subprotocols=[${request.subprotocols.map(pythonString).join(', ')}]`]),
    ...(options.deflate === false ? ['compression=None'] : []),
    ...(options.maxMessageSize === undefined ? [] : [`max_size=${options.maxMessageSize}`]),
    ...(options.handshakeTimeout === undefined ? [] : [`open_timeout=${options.handshakeTimeout / 1000}`]),
    ...(context.length === 0 ? [] : ['ssl=context']),
    ...(headers.length === 0 ? [] : ['**{HEADERS: headers}']),
  ];
  const texts = [request.url, ...request.headers.flat(), ...Object.values(basic ?? {}), ...request.subprotocols];
  const usesEnvironment =
    variablesIn([...texts, request.origin ?? '', message ?? '', tls?.passphrase ?? '']).length > 0;
  const lines = [
    'import asyncio',
    ...(usesEnvironment ? ['import os'] : []),
    ...(context.length === 0 ? [] : ['import ssl']),
    ...(basic === undefined ? [] : ['from base64 import b64encode']),
    '',
    'import websockets',
    '',
    ...(headers.length === 0
      ? []
      : [
          '# Before version 14 the argument had another name.',
          'OLD = int(websockets.__version__.split(".")[0]) < 14',
          'HEADERS = "extra_headers" if OLD else "additional_headers"',
          '',
        ]),
    '',
    'async def main():',
    ...indented([
      ...context,
      ...(headers.length === 0 ? [] : ['headers = [', ...indented(headers), ']']),
      'async with websockets.connect(',
      ...indented(args.map((arg) => `${arg},`)).map((line) => line.replace(/^( *\*\*\{.*\}),$/, '$1')),
      ') as socket:',
      ...indented([
        ...(message === undefined ? [] : [`await socket.send(${pythonString(message)})`]),
        'async for message in socket:',
        '    print(message)',
      ]),
    ]),
    '',
    '',
    'asyncio.run(main())',
  ];
  const others = [
    ...request.others.filter((words) => words !== 'the largest message'),
    ...(tls?.pfx === undefined ? [] : ['a PKCS#12 file']),
    ...(options.proxy === undefined ? [] : ['the proxy']),
    ...(options.connectTo === undefined ? [] : ['another host to dial']),
  ];
  return { text: `${lines.join('\n')}\n`, unmapped: leftOut(others, 'websockets') };
}

function tlsLines(tls: NonNullable<ConnectionOptions['tls']>): readonly string[] {
  const certificate = [
    ...(tls.cert === undefined ? [] : [pythonString(tls.cert)]),
    ...(tls.key === undefined ? [] : [`keyfile=${pythonString(tls.key)}`]),
    ...(tls.passphrase === undefined ? [] : [`password=${pythonString(tls.passphrase)}`]),
  ];
  const lines = [
    ...(tls.ca ?? []).map((file) => `context.load_verify_locations(${pythonString(file)})`),
    ...(tls.cert === undefined ? [] : [`context.load_cert_chain(${certificate.join(', ')})`]),
    ...(tls.verify === false ? ['context.check_hostname = False', 'context.verify_mode = ssl.CERT_NONE'] : []),
    ...(tls.minVersion === undefined
      ? []
      : [`context.minimum_version = ssl.TLSVersion.${pythonVersion(tls.minVersion)}`]),
    ...(tls.maxVersion === undefined
      ? []
      : [`context.maximum_version = ssl.TLSVersion.${pythonVersion(tls.maxVersion)}`]),
  ];
  return lines.length === 0 ? [] : ['context = ssl.create_default_context()', ...lines];
}

const pythonVersion = (version: string): string => version.replace('.', '_');

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === '' ? '' : `    ${line}`));
