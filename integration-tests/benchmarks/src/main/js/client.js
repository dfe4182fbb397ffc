/**
 * The client in Node. Each line of its input is a command, {id, method, link, argument}, and each line of its output an answer,
 * {id, value} or {id, error}. It ends with its input.
 */

import { createInterface } from 'node:readline';
import { links } from './links.js';

const open = new Map();

async function execute({ method, link, argument }) {
  switch (method) {
    case 'open':
      open.set(link, await links[argument.contender](argument.url));
      return null;
    case 'close':
      open.get(link).close();
      open.delete(link);
      return null;
    case 'cpuNanos': {
      const { user, system } = process.cpuUsage();
      return (user + system) * 1000;
    }
    case 'collectGarbage':
      globalThis.gc();
      return null;
    default:
      return open.get(link)[method](argument);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  execute(command).then(
    (value) => console.log(JSON.stringify({ id: command.id, value })),
    (error) => console.log(JSON.stringify({ id: command.id, error: String(error?.stack ?? error) })),
  );
}
process.exit(0);
