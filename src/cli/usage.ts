/** Printed to standard error on `--help` and, shortened, with every argument error. */
export const usage = `WebSocket Inspector, command line

  connect <url> [options]      open one connection; one JSON object a line on standard output
  frames <file.pcapng>         print a capture's handshakes, frames, close and diagnosis; takes --max-payload
  replay <file.wsseq.json>     run a sequence; one line a step, and the result last; takes --profile and --capture
  demo [--port N]              run the demo server on loopback until Ctrl+C

connect, the connection
  --header 'Name: value'       one more request header; repeatable
  --subprotocol a,b            offer these subprotocols
  --origin ORIGIN              send this Origin
  --no-deflate                 do not offer permessage-deflate
  --insecure                   accept a certificate that does not verify
  --ca FILE                    trust the certificates in this PEM file too
  --cert FILE --key FILE       client certificate and key, PEM
  --proxy URL                  through this http:// proxy, by CONNECT
  --follow-redirects           follow 3xx answers, at most 10
  --timeout MS                 for DNS, TCP, TLS and the handshake together (10000)
  --profile NAME               a profile of .vscode/websockets.json; the URL may then be left out
  --capture FILE.pcapng        keep the capture

connect, what is done once it is open
  --send TEXT  --send-hex HEX  --send-file FILE  --ping [TEXT]     repeatable, done in this order once open
  --close [CODE[:REASON]]      close when all of that is done (1000)
  --frames N                   stop after N frames from the server
  --for MS                     stop after that time
  --echo                       send every message back until the server closes
  --max-payload N              bytes of a payload to print (65536)
  --summary                    no frame lines; totals last

Exit status: 0 accepted and closed cleanly (or stopped by --for or --frames), 1 failed or closed uncleanly,
             2 bad arguments.
`;
