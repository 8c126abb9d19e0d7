import type { LeafSpec } from '../profiles/optionSpec.ts';
import { type OptionFlag, optionFlags } from './optionFlags.ts';

const WORDS_AT = 31;

function flagLine({ name, value, option: { spec }, repeatable }: OptionFlag): string {
  const flag = `  --${name}${value === undefined ? '' : ` ${value}`}`;
  const words = `${flagWords(name, spec)}${repeatable ? '; repeatable' : ''}`;
  const gap = flag.length < WORDS_AT - 1 ? ' '.repeat(WORDS_AT - flag.length) : `\n${' '.repeat(WORDS_AT)}`;
  return `${flag}${gap}${words}`;
}

/** The label of the panel's field, or its opposite where the flag switches something off. */
function flagWords(name: string, spec: LeafSpec): string {
  const words = switchedOff[name] ?? spec.title;
  return spec.kind === 'number' && spec.default !== undefined ? `${words} (${spec.default})` : words;
}

const switchedOff: Readonly<Record<string, string>> = {
  'no-require-subprotocol': 'Go on when the server selects no subprotocol',
  'no-deflate': 'Do not offer permessage-deflate',
  'no-check-utf8': 'Go on after invalid UTF-8',
  insecure: 'Accept a certificate that does not verify',
  nagle: 'Hold small segments back until the last was acknowledged',
  'no-auto-pong': 'Leave the server’s Pings unanswered',
};

/** Printed to standard error on `--help` and, shortened, with every argument error. */
export const usage = `WebSocket Inspector, command line

  connect <url> [options]      open one connection; one JSON object a line on standard output
  probe <url> [options]        try variants of a connection that fails and tell which change is accepted
  frames <file.pcapng>         print a capture's handshakes, frames, close and diagnosis; takes --max-payload,
                               --filter EXPR for some of the frames, and --connection N for a file of another
                               program that holds several connections
  export <file.pcapng>         write a capture as --to har, ndjson or pcapng; takes --out FILE, --filter EXPR (not
                               with pcapng) and --connection N; what its name calls secret is masked (with pcapng
                               in handshakes only), unless --keep-secrets
  replay <file|pattern…>       run sequences; one line a step, and the result last
  export <file> --to NAME      write a sequence for a tool that makes load: artillery or k6; on standard output
  demo [--port N]              run the demo server on loopback until Ctrl+C

  --redact NAME                with any command: mask the values of headers, parameters and fields of this name, too;
                               * stands for anything, and a /regex/ is one; repeatable

connect, the connection
${optionFlags.map(flagLine).join('\n')}
  --profile NAME               a profile of .vscode/websockets.json; the URL may then be left out
  --reset PATH                 the default instead of what the profile says: deflate, tls.verify, tls; repeatable
  --env NAME                   an environment of that file, for its variables
  --var NAME=VALUE             a variable, before those of profile, environment and file; repeatable
                               (\${secret:name} and \${input:id} come from WSI_SECRET_NAME and WSI_INPUT_ID)
  --capture FILE.pcapng        keep the capture
  In place of a FILE with PEM, its text: --ca="$(cat ca.pem)", with the equals sign, since it begins with dashes.

connect, what is done once it is open
  --send TEXT  --send-hex HEX  --send-file FILE  --ping [TEXT]     repeatable, done in this order once open
  --close [CODE[:REASON]]      close when all of that is done (1000)
  --frames N                   stop after N frames from the server
  --for MS                     stop after that time
  --echo                       send every message back until the server closes
  --max-payload N              bytes of a payload to print (65536)
  --summary                    no frame lines; totals last

replay
  --profile NAME               the connection to run on, instead of the one that the file names
  --env NAME                   an environment of .vscode/websockets.json, for its variables
  --var NAME=VALUE             a variable, instead of the file's own; repeatable
  --mode reply|timing          as fast as replies come (reply), or at the recorded times
  --factor N                   with timing: recorded times, times this (1)
  --ahead                      with timing: do not wait for a reply before the next message is due
  --reporter NAME              json (one object a line), spec, junit or tap
  --capture FILE.pcapng        keep the capture of the one sequence
  --capture-dir FOLDER         keep a capture and the result of each
  --bail                       stop after the first sequence that fails
  --retries N                  try a sequence that fails again, so often (0)

Exit status of replay: 0 all passed, 1 one failed, 2 bad arguments or a file with errors.
Exit status: 0 accepted and closed cleanly (or stopped by --for or --frames), 1 failed, closed uncleanly
             or broke a rule, 2 bad arguments.
`;
