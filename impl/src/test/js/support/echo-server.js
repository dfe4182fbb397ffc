/*
 * An echo over Lighterage, for tests of other languages:
 *
 *   node echo-server.js --port 0 --max-payload 65535 --resume 60
 *
 * prints "listening PORT", sends back each message as what it came, and ends with its standard input. A message is held whole,
 * because that is how the API gives it, and sent back from where it is, without a copy.
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { lighterageServer } from '../../../main/js/node.js';

const { WebSocketServer } = createRequire(new URL('../../../main/js/package.json', import.meta.url))('ws');

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'max-payload': { type: 'string', default: '65535' },
    resume: { type: 'string', default: '60' },
    protocols: { type: 'string', default: '' },
  },
});

const wss = new WebSocketServer({ host: '127.0.0.1', port: Number(values.port), maxPayload: Number(values['max-payload']) });
const server = lighterageServer(wss, {
  resume: Number(values.resume),
  protocols: values.protocols.split(',').filter((protocol) => protocol !== ''),
  maxMessageSize: 1073741824,
});
server.on('connection', (socket) => {
  socket.onmessage = ({ data, metadata }) => socket.send(data, metadata ? { metadata } : {});
  // What fails is logged, for the tests that look for a cause.
  socket.onerror = ({ error }) => console.error(`${error.code}: ${error.message}`);
});
wss.on('listening', () => console.log(`listening ${wss.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
