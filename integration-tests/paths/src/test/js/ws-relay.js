/*
 * A relay of the kind that applications and gateways in Node are: a WebSocketServer of `ws` in front, a `ws` client to the
 * server behind it, and messages passed on whole, up to a length that each takes.
 *
 *   node ws-relay.js --server ws://127.0.0.1:8080 --max-up 9000 --max-down 9000 --from 127.0.0.2
 *
 * Prints "listening PORT", "connected" for each connection and "refused up" or "refused down" for each message that was too
 * long, and ends with its standard input.
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import WebSocket, { WebSocketServer } from 'ws';

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    'max-up': { type: 'string', default: '104857600' },
    'max-down': { type: 'string', default: '104857600' },
    // By the address that connections come from servers know a route from others.
    from: { type: 'string', default: '127.0.0.1' },
  },
});

/** How much may wait for one side before nothing is taken from the other. */
const HIGH_WATER = 1 << 20;

const http = createServer();
// Subprotocols are what the server behind has chosen, and compression is no concern of a relay.
const front = new WebSocketServer({
  noServer: true,
  maxPayload: Number(values['max-up']),
  perMessageDeflate: false,
  handleProtocols: (offered, request) => request.chosen,
});

http.on('upgrade', (request, socket, head) => {
  const offered = request.headers['sec-websocket-protocol']?.split(',').map((each) => each.trim()) ?? [];
  const back = new WebSocket(values.server + request.url, offered, {
    maxPayload: Number(values['max-down']),
    perMessageDeflate: false,
    localAddress: values.from,
  });
  const giveUp = () => back.terminate();
  socket.on('error', giveUp);
  back.on('error', (error) => {
    tooLong(error, 'down');
    socket.destroy();
  });
  back.on('open', () => {
    back.pause();
    // From now on the socket is that of the WebSocket, which says with which code it has ended.
    socket.off('error', giveUp);
    request.chosen = back.protocol === '' ? false : back.protocol;
    front.handleUpgrade(request, socket, head, (client) => {
      console.log('connected');
      client.on('error', (error) => tooLong(error, 'up'));
      pass(client, back);
      pass(back, client);
      back.resume();
    });
  });
});

function tooLong(error, direction) {
  if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') console.log(`refused ${direction}`);
}

function pass(from, to) {
  from.on('message', (data, isBinary) => {
    to.send(data, { binary: isBinary }, () => to.bufferedAmount < HIGH_WATER && from.isPaused && from.resume());
    if (to.bufferedAmount >= HIGH_WATER) from.pause();
  });
  from.on('ping', (data) => to.readyState === WebSocket.OPEN && to.ping(data));
  from.on('pong', (data) => to.readyState === WebSocket.OPEN && to.pong(data));
  from.on('close', (code, reason) => {
    // What has no place in a close frame is told by the end of the connection.
    if (code === 1005) to.close();
    else if (code === 1006 || code === 1009) to.terminate();
    else to.close(code, reason);
  });
}

http.listen(0, '127.0.0.1', () => console.log(`listening ${http.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
