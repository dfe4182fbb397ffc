import { readSync, writeSync } from 'node:fs';
import { decode } from '../../../main/js/decode.js';
import { encodeMetadata } from '../../../main/js/metadata.js';
import { sourceOf } from '../../../main/js/source.js';
import { VirtualClock } from './clock.js';
import { TestSession, turns } from './session.js';
import { Tokens } from './tokens.js';

/*
 * The JavaScript end of InteropTest.java, which says what happens and when. Records cross stdin and stdout: the length of what
 * follows (32 bits), a kind (a letter), a number (32 bits) and bytes. After what a command has caused comes a record '.'.
 */

const LENGTH = 4;
const HEADER = 5;

function read(length) {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const count = readSync(0, bytes, at, length - at);
    if (count === 0) process.exit(0);
    at += count;
  }
  return bytes;
}

function command() {
  const record = read(read(LENGTH).readUInt32BE());
  return { kind: String.fromCharCode(record[0]), number: record.readInt32BE(1), bytes: record.subarray(HEADER) };
}

function tell(kind, number = 0, bytes = Buffer.alloc(0)) {
  const record = Buffer.alloc(LENGTH + HEADER + bytes.length);
  record.writeUInt32BE(HEADER + bytes.length);
  record.write(kind, LENGTH, 'latin1');
  record.writeInt32BE(number, LENGTH + 1);
  record.set(bytes, LENGTH + HEADER);
  for (let at = 0; at < record.length; ) at += writeSync(1, record, at);
}

const tellText = (kind, number, text) => tell(kind, number, Buffer.from(text));

/** The sessions of one round, all of the same role; a client has one. */
class Side {
  clock = new VirtualClock();
  sessions = [];
  /** By number: the session that a connection belongs to, and whether this end believes in it. */
  connections = new Map();
  tokens = new Tokens();
  transfers = new Map();
  /** Transfers that are read from streams, which takes turns of the event loop. */
  reading = 0;
  room = true;

  constructor({ role, ...limits }) {
    this.role = role;
    this.limits = limits;
    if (role === 'client') this.begin();
  }

  begin() {
    const holder = {};
    const tokens = this.role === 'server' ? this.tokens.of(holder) : undefined;
    const session = (holder.session = new TestSession({ role: this.role, clock: this.clock, tokens, resumeSeconds: 60, ...this.limits }));
    session.room = this.room;
    const { application } = session;
    application.opened = () => tell('O');
    application.failed = (error) => tellText('X', 0, error.stack);
    application.received = (message) => this.received(message);
    this.sessions.push(session);
    return session;
  }

  received({ data, metadata }) {
    const note = Buffer.from(Object.entries(metadata ?? {}).map((pair) => pair.join('=')).join('&'));
    const length = Buffer.alloc(4);
    length.writeInt32BE(note.length);
    tell('M', typeof data === 'string' ? 1 : 0, Buffer.concat([length, note, Buffer.from(data)]));
  }

  transport(number) {
    const connection = { session: null, open: true };
    this.connections.set(number, connection);
    const transport = {
      send: (frame) => tell('F', number, frame),
      writable: () => connection.session.room,
      close: (code, reason) => {
        connection.open = false;
        // Another connection has taken its place.
        if (code !== 1001) tellText('X', number, `closes with ${code} ${reason}`);
      },
      drop: (reason) => tellText('X', number, `dropped: ${reason}`),
    };
    return { connection, transport };
  }

  connect(number) {
    const { connection, transport } = this.transport(number);
    const [session] = this.sessions;
    connection.session = session;
    if (this.connections.size === 1) session.engine.start(transport);
    else session.engine.resume(transport);
  }

  /** The HELLO of a client came. */
  accept(number, hello) {
    const { connection, transport } = this.transport(number);
    connection.session = this.tokens.find(decode(hello).token);
    if (connection.session?.engine.takeOver(transport, hello)) return;
    const session = (connection.session = this.begin());
    session.engine.start(transport);
    session.engine.receive(hello);
  }

  frame(number, bytes) {
    const { session, open } = this.connections.get(number);
    if (open) session.engine.receive(bytes);
  }

  lost(number, code) {
    const connection = this.connections.get(number);
    if (!connection?.open) return;
    connection.open = false;
    connection.session.engine.lost(code);
  }

  /** The server is started anew, and knows nothing. */
  restart() {
    for (const { engine } of this.sessions) engine.end();
    for (const connection of this.connections.values()) connection.open = false;
    this.tokens.lose();
  }

  /** Nobody comes back to any session but the newest. */
  endOlder() {
    for (const { engine } of this.sessions.slice(0, -1)) engine.end();
  }

  send(label, bytes) {
    const [isText, inPieces, noteLength] = [bytes[0], bytes.readInt32BE(1), bytes.readInt32BE(5)];
    const note = bytes.subarray(9, 9 + noteLength).toString();
    const payload = bytes.subarray(9 + noteLength);
    // In UTF-16, that surrogates may be unpaired.
    let data = isText ? payload.toString('utf16le') : new Uint8Array(payload);
    if (inPieces > 0) data = ReadableStream.from(pieces(data, inPieces));
    this.reading += inPieces > 0 ? 1 : 0;
    const { engine } = this.sessions.at(-1);
    const message = engine.send(sourceOf(data), noteLength > 0 ? encodeMetadata([note.split('=')]) : null, {
      progressed() {},
      settled: (error) => {
        this.reading -= inPieces > 0 ? 1 : 0;
        tellText('E', label, error ? error.code : 'DELIVERED');
      },
    });
    this.transfers.set(label, { engine, message });
  }

  abort(label) {
    const { engine, message } = this.transfers.get(label);
    engine.abort(message, 'at random');
  }

  setRoom(room) {
    this.room = room;
    for (const session of this.sessions) session.room = room;
  }

  /** Time passes with nothing under way. */
  idle(milliseconds) {
    this.clock.advance(milliseconds);
    this.setRoom(true);
    // Anything that comes makes an engine ask for room again, which there may have been none of before.
    for (const { engine } of this.sessions) engine.receive(new Uint8Array([0x0f]));
  }
}

function* pieces(data, length) {
  for (let at = 0; at < data.length; at += length) yield data.slice(at, at + length);
}

let side;

const COMMANDS = {
  N: (number, bytes) => (side = new Side(JSON.parse(bytes))),
  c: (number) => side.connect(number),
  h: (number, bytes) => side.accept(number, new Uint8Array(bytes)),
  f: (number, bytes) => side.frame(number, new Uint8Array(bytes)),
  l: (number, bytes) => side.lost(number, bytes.readInt32BE()),
  r: () => side.restart(),
  s: (label, bytes) => side.send(label, bytes),
  a: (label) => side.abort(label),
  w: (room) => side.setRoom(room === 1),
  t: (milliseconds) => side.clock.advance(milliseconds),
  i: (milliseconds) => side.idle(milliseconds),
  e: () => side.endOlder(),
};

for (;;) {
  const { kind, number, bytes } = command();
  try {
    COMMANDS[kind](number, bytes);
    if (side.reading > 0) await turns(3);
  } catch (error) {
    tellText('X', number, error.stack);
  }
  tell('.');
}
