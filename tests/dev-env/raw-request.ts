import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends these bytes on a connection of their own and gives everything that comes back until it is closed. */
export async function rawRequest(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(pieces).toString('utf8');
}
