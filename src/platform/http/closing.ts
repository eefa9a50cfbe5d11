import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const SWEEP_MS = 250;

/**
 * Lets a server that closes really close. Node ends connections that are idle after a request; left are those whose
 * request was in flight (they are told that the connection ends with the answer) and those on which no request ever
 * came, which browsers open in advance and which would hold up the end for a minute.
 */
export function closeConnectionsWhenStopping(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', (request: { readonly socket: Socket }) => unused.delete(request.socket));
  const sweep = (): void => {
    for (const socket of unused) if (socket.bytesRead === 0) socket.destroy();
  };
  app.addHook('preClose', async () => {
    closing = true;
    sweep();
    const timer = setInterval(sweep, SWEEP_MS);
    app.server.once('close', () => clearInterval(timer));
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}
