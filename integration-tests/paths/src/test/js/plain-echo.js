/*
 * A server that knows nothing of Lighterage: a WebSocketServer of `ws` as it is by default, which answers with the first
 * subprotocol offered, and echoes. Prints "listening PORT", and ends with its standard input.
 */
import { WebSocketServer } from 'ws';

const wss = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
wss.on('connection', (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
wss.on('listening', () => console.log(`listening ${wss.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
