import { afterEach } from 'node:test';

/**
 * A WebSocket that goes nowhere: the test plays the server, and sees every call. As in browsers, scripts close with 1000 or from
 * 3000 on alone.
 */
export class FakeWebSocket extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  OPEN = 1;
  readyState = 0;
  bufferedAmount = 0;
  protocol = '';
  extensions = 'fake';
  binaryType = 'blob';
  sent = [];
  closeCalls = [];

  /** A constructor of its own for each test, which collects its instances. */
  static fresh() {
    const Fresh = class extends FakeWebSocket {};
    Fresh.all = [];
    return Fresh;
  }

  constructor(url, protocols) {
    super();
    this.url = String(url);
    this.offered = protocols;
    new.target.all.push(this);
  }

  send(data) {
    this.sent.push(data);
  }

  close(code, reason) {
    if (code !== undefined && code !== 1000 && code < 3000) throw new DOMException(`close(${code})`, 'InvalidAccessError');
    this.closeCalls.push([code, reason]);
    if (this.readyState < 2) this.readyState = 2;
  }

  accept(protocol = '') {
    this.protocol = protocol;
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  receive(data) {
    this.dispatchEvent(new MessageEvent('message', { data: data instanceof Uint8Array ? data.slice().buffer : data }));
  }

  end(code, reason = '', wasClean = true) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean }));
  }

  fail() {
    this.dispatchEvent(new Event('error'));
    this.end(1006, '', false);
  }
}

/** Where a test file puts what it has dialled: an open socket waits for its peer, and would keep the process. */
export function endedAfterEach() {
  const dialled = [];
  afterEach(() => {
    for (const { socket, all } of dialled.splice(0)) {
      socket.close();
      for (const fake of all) fake.end(1000);
    }
  });
  return dialled;
}
