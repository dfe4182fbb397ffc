/* Never run, as usage.ts. */
import * as declared from '../../../main/js/node.js';
import { lighterageServer } from '../../../main/js/node-server.js';

export const serverIsAsDeclared: typeof declared.lighterageServer = lighterageServer;

export function use(wss: declared.WebSocketServerLike) {
  const server = declared.lighterageServer(wss, { protocols: ['app'], resume: 30, principal: ({ headers }) => headers.authorization ?? null });
  server.on('connection', (socket, request) => {
    socket.onmessage = ({ data, metadata }) => socket.send(data, { metadata: { ...metadata, path: request.url ?? '' } });
    socket.addEventListener('detached', ({ code }) => console.log(code.toFixed(), socket.attached));
    socket.addEventListener('resumed', ({ newSession }) => console.log(newSession));
  });
  console.log(server.keptSessions.toFixed());
  // @ts-expect-error seconds are a number
  declared.lighterageServer(wss, { resume: '60 s' });
}
