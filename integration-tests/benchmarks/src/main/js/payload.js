/** Messages and what is known of them by whoever gets them, as Payload and Fingerprint in Java. */

const STEP = 4093;
const BLOCK = 1 << 20;
const LANGUAGES = [
  'the ship carries containers from port to port',
  'größe straße über prüfung möglich schön natürlich können',
  'señor año información también façade élève où déjà',
  'το πλοίο φεύγει από λιμάνι προς άλλο αύριο',
  'корабль везёт груз из одного порта в другой',
  'السفينة تحمل البضائع من ميناء إلى آخر غدا',
  'जहाज माल को एक बंदरगाह से दूसरे तक',
  'เรือ บรรทุก สินค้า จาก ท่าเรือ หนึ่ง ไป อีก',
  '货轮 从 一个 港口 把 集装箱 运到 另一个',
  '貨物船 が コンテナ を 港 から 運んで いきます',
  '화물선이 항구에서 컨테이너를 다른 항구로 내일 싣고 떠난다',
];
const WORDS_OF_SENTENCE = 12;
const MIXED = mixed();

let last;

/** The content of a payload such as "BINARY 1024"; kept until another is wanted. */
export function payload(description) {
  if (last?.description !== description) {
    last = undefined;
    last = { description, content: make(...description.split(' ')) };
  }
  return last.content;
}

function make(kind, length) {
  switch (kind) {
    case 'BINARY':
      return bytes(Number(length));
    case 'ASCII': {
      const alphabet = 'abcdefghijklmnopqrstuvwxyz';
      return alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
    }
    default:
      return MIXED.repeat(Math.floor(length / BLOCK)) + 'x'.repeat(length % BLOCK);
  }
}

/** The same generator as in Java. */
function next(state) {
  return (Math.imul(state, 1664525) + 1013904223) | 0;
}

/** Records of JSON with a sentence each, filled up with x. */
function mixed() {
  let text = '';
  let bytes = 0;
  let state = 1;
  for (;;) {
    state = next(state);
    const words = LANGUAGES[(state >>> 24) % LANGUAGES.length].split(' ');
    let record = `{"id":${state >>> 20},"text":"`;
    for (let i = 0; i < WORDS_OF_SENTENCE; i++) {
      state = next(state);
      record += words[(state >>> 24) % words.length] + ' ';
    }
    record += '📦"},';
    const count = Buffer.byteLength(record);
    if (bytes + count > BLOCK) return text + 'x'.repeat(BLOCK - bytes);
    text += record;
    bytes += count;
  }
}

function bytes(length) {
  const block = Buffer.alloc(BLOCK);
  let state = 1;
  for (let i = 0; i < BLOCK; i++) {
    state = next(state);
    block[i] = state >>> 24;
  }
  return Buffer.alloc(length, block);
}

/** Length and hash of what came, a string or bytes. */
export function fingerprint(data) {
  let hash = 0;
  if (typeof data === 'string') {
    for (let i = 0; i < data.length; i += STEP) hash = (Math.imul(31, hash) + data.charCodeAt(i)) | 0;
    return `${data.length} ${hash}`;
  }
  const array = new Int8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
  for (let i = 0; i < array.length; i += STEP) hash = (Math.imul(31, hash) + array[i]) | 0;
  return `${array.length} ${hash}`;
}
