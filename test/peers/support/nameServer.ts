// A name server over UDP that answers as it is told, for what real ones do only when something is wrong (RFC 1035 §4.1).
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

interface Answer {
  /** RFC 1035 §4.1.1: 0 for no error, 2 for a failure of the server. */
  readonly code: 0 | 2;
  /** An IPv4 address, for questions of type A. */
  readonly address?: string;
  readonly afterMs?: number;
}

const TYPE_A = 1;

/** Serves until the test is over; gives its address with port. `undefined` is no answer at all. */
export async function nameServer(answer: Answer | undefined): Promise<string> {
  const socket = createSocket('udp4');
  const timers = new Set<NodeJS.Timeout>();
  socket.on('message', (query, { address, port }) => {
    if (answer === undefined) return;
    const timer = setTimeout(() => socket.send(response(query, answer), port, address), answer.afterMs ?? 0);
    timers.add(timer);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => {
    for (const timer of timers) clearTimeout(timer);
    socket.close();
  });
  return `127.0.0.1:${socket.address().port}`;
}

function response(query: Buffer, { code, address }: Answer): Buffer {
  // The name is a row of labels that ends with an empty one; type and class follow.
  const end = query.indexOf(0, 12) + 5;
  const question = query.subarray(12, end);
  const given = address !== undefined && question.readUInt16BE(question.length - 4) === TYPE_A;
  const head = Buffer.from(query.subarray(0, 12));
  // QR, RD and RA; then the code.
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(given ? 1 : 0, 6);
  // No authority, and nothing additional: an EDNS record of the query is left out.
  head.writeUInt32BE(0, 8);
  if (!given) return Buffer.concat([head, question]);
  // The name of the question, type A, class IN, one minute, four bytes.
  const record = Buffer.from('c00c000100010000003c0004', 'hex');
  return Buffer.concat([head, question, record, Buffer.from(address.split('.').map(Number))]);
}
