/**
 * Socket.IO over WebSocket alone, without compression and with its limit raised. It says where it listens, and ends with its
 * input.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { fingerprint, payload } from './payload.js';

const server = createServer(tellNumbers);
const sockets = new Server(server, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 2 ** 31 - 1,
  pingTimeout: 600_000,
});

sockets.on('connection', (socket) => {
  socket.on('upload', (bytes, answer) => {
    const first = process.hrtime.bigint();
    answer(`${fingerprint(bytes)} ${first}`);
  });
  socket.on('download', (description, answer) => answer(payload(description)));
});

/** As NumbersServlet in Java; of the heap there is no peak to be had. */
function tellNumbers(request, response) {
  if (request.method === 'POST') writeFileSync('/proc/self/clear_refs', '5');
  else if (request.url.includes('?gc')) globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  const peakResident = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1] * 1024;
  response.end(
    `cpuNanos=${(user + system) * 1000}\nheap=${heapUsed + external}\npeakHeap=0\npeakAlive=0\npeakResident=${peakResident}\n`,
  );
}

server.listen(0, '127.0.0.1', () => console.log(`ready ${server.address().port} ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit(0));
