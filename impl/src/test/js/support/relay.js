import { createServer, connect } from 'node:net';
import { once } from 'node:events';

/**
 * A path through this process that breaks: each connection through it is cut once so many bytes have passed, in both directions
 * together, and without a word.
 */
export async function relay(t, url, cutAfter = () => Infinity) {
  const target = new URL(url);
  const sockets = new Set();
  const path = { connections: 0, cuts: 0, refuse: false };
  const server = createServer((client) => {
    if (path.refuse) return client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    const ends = [client, upstream];
    let left = cutAfter(path.connections++);
    const cut = () => {
      for (const end of ends) {
        end.destroy();
        sockets.delete(end);
      }
    };
    path.cut = cut;
    for (const [index, from] of ends.entries()) {
      const to = ends[1 - index];
      sockets.add(from);
      from.on('error', cut);
      from.on('close', cut);
      from.on('data', (data) => {
        if (left <= 0) return;
        to.write(left >= data.length ? data : data.subarray(0, left));
        left -= data.length;
        if (left <= 0) {
          path.cuts++;
          // The bytes before the cut still arrive.
          to.end(() => cut());
        } else if (to.writableNeedDrain) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  path.url = `ws://127.0.0.1:${server.address().port}${target.pathname}`;
  return path;
}
