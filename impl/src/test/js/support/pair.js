import assert from 'node:assert/strict';
import { decode } from '../../../main/js/decode.js';
import { Type } from '../../../main/js/protocol.js';
import { VirtualClock } from './clock.js';
import { TestSession } from './session.js';
import { Tokens } from './tokens.js';

/** One connection of the pair: what is under way in each direction. */
class Link {
  up = [];
  down = [];
  /** Whether each end still believes in it. */
  clientOpen = true;
  serverOpen = true;
  /** The server session that it belongs to, once HELLO has come. */
  server = null;
}

/**
 * A client's and a server's engine with a path between them that the test cuts, in virtual time. All that the client opened to the
 * server is one conversation; the server may lose its sessions, and then begins another.
 */
export class Pair {
  clock = new VirtualClock();
  servers = [];
  links = [];
  delivered = 0;
  #tokens = new Tokens();

  constructor({ client = {}, server = {}, onServer = () => {} } = {}) {
    this.serverOptions = { resumeSeconds: 60, ...server };
    this.onServer = onServer;
    this.client = new TestSession({ role: 'client', clock: this.clock, resumeSeconds: 60, ...client });
  }

  get link() {
    return this.links.at(-1);
  }

  get server() {
    return this.servers.at(-1);
  }

  connect() {
    const link = new Link();
    const transport = {
      send: (frame) => link.clientOpen && link.up.push(frame),
      writable: () => this.client.room,
      close: (code, reason) => this.client.closes.push({ code, reason }),
      drop: () => this.lose(link, 1006),
    };
    this.links.push(link);
    if (this.links.length === 1) this.client.engine.start(transport);
    else this.client.engine.resume(transport);
  }

  #accept(link, frame) {
    const { token } = decode(frame);
    const transport = {
      send: (answer) => link.serverOpen && link.down.push(answer),
      writable: () => link.server.room,
      close: (code, reason) => {
        if (code === 1001) link.serverOpen = false;
        else link.server.closes.push({ code, reason });
      },
      drop: () => this.lose(link, 1006),
    };
    const known = this.#tokens.find(token);
    if (known) {
      link.server = known;
      return assert.equal(known.engine.takeOver(transport, frame), true);
    }
    const holder = {};
    const tokens = this.#tokens.of(holder);
    link.server = holder.session = new TestSession({ role: 'server', clock: this.clock, ...this.serverOptions, tokens });
    this.servers.push(link.server);
    link.server.engine.start(transport);
    link.server.engine.receive(frame);
    this.onServer(link.server);
  }

  /** Delivers the first frame of one direction. */
  deliver(link, direction) {
    const frame = link[direction].shift();
    this.delivered++;
    if (direction === 'down') {
      if (link.clientOpen) this.client.engine.receive(frame);
    } else if (link.server === null) {
      assert.equal(frame[0], Type.HELLO);
      this.#accept(link, frame);
    } else if (link.serverOpen) {
      link.server.engine.receive(frame);
    }
  }

  /** The client learns that its connection is lost; the server with it, unless it is left to find out by itself. */
  lose(link, code, { serverToo = true } = {}) {
    if (link.clientOpen) {
      link.clientOpen = false;
      link.down = [];
      this.client.engine.lost(code);
    }
    if (serverToo) this.loseServer(link, code);
  }

  loseServer(link, code) {
    if (!link.serverOpen) return;
    link.serverOpen = false;
    link.up = [];
    link.server?.engine.lost(code);
  }

  /** The server process is another, and knows nothing. */
  restartServer() {
    for (const link of this.links) link.serverOpen = false;
    for (const server of this.servers) server.engine.end();
    this.#tokens.lose();
  }

  /** Delivers what is under way until nothing is, in turns; asks before each frame whether to go on. */
  run(goOn = () => true) {
    for (let idle = 0; idle < 3; ) {
      let moved = false;
      for (const direction of ['up', 'down']) {
        if (this.link[direction].length === 0) continue;
        if (!goOn()) return false;
        this.deliver(this.link, direction);
        moved = true;
      }
      if (moved) {
        idle = 0;
      } else {
        // Acknowledgements that wait for more.
        this.clock.advance(50);
        idle++;
      }
    }
    return true;
  }
}
