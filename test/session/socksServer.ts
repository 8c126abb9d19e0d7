import { type Socket, connect } from 'node:net';
import { listen } from './loopback.ts';

interface SocksWish {
  /** Wants this user name and password (RFC 1929). */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** RFC 1928 §6's number of a refusal. */
  readonly refuse?: number;
  /** Bytes sent in one piece with the answer. */
  readonly early?: string;
  /** Connects to this loopback port, whatever is asked for. */
  readonly port: number;
}

/** A SOCKS 5 proxy on loopback (RFC 1928) until the test is over; tells what it was asked for. */
export async function socksServer(wish: SocksWish) {
  const asked: string[] = [];
  const port = await listen((socket) => void serve(socket, wish, asked).catch(() => socket.destroy()));
  return { port, asked };
}

async function serve(socket: Socket, { credentials, refuse = 0, early = '', port }: SocksWish, asked: string[]) {
  const read = reader(socket);
  const [, methods = 0] = await read(2);
  const offered = await read(methods);
  const method = credentials === undefined ? 0 : 2;
  socket.write(Buffer.of(5, offered.includes(method) ? method : 0xff));
  if (credentials !== undefined) {
    const [, nameLength = 0] = await read(2);
    const username = (await read(nameLength)).toString();
    const [passwordLength = 0] = await read(1);
    const password = (await read(passwordLength)).toString();
    const good = username === credentials.username && password === credentials.password;
    socket.write(Buffer.of(1, good ? 0 : 1));
    if (!good) return;
  }
  const [, , , type = 0] = await read(4);
  const host = type === 3 ? (await read((await read(1))[0]!)).toString() : (await read(4)).join('.');
  asked.push(`${host}:${(await read(2)).readUInt16BE()}`);
  const answer = Buffer.concat([Buffer.of(5, refuse, 0, 1, 127, 0, 0, 1, 0, 0), Buffer.from(early)]);
  socket.write(answer);
  if (refuse !== 0) return;
  const target = connect({ port, host: '127.0.0.1' });
  target.on('error', () => socket.destroy());
  socket.on('close', () => target.destroy());
  socket.pipe(target).pipe(socket);
}

/** Reads exactly so many bytes at a time; what is left stays in the socket. */
function reader(socket: Socket): (count: number) => Promise<Buffer> {
  return async (count) => {
    if (count === 0) return Buffer.alloc(0);
    for (;;) {
      const bytes = socket.read(count) as Buffer | null;
      if (bytes !== null) return bytes;
      await new Promise((resolve) => socket.once('readable', resolve));
    }
  };
}
