const utf8 = new TextEncoder();

/** @param {string} text */
export const utf8Length = (text) => utf8.encode(text).length;

/**
 * A text repeated on numbered lines, so that no two parts are the same.
 * @param {string} text
 * @param {number} length of the result in bytes of UTF-8; 0 for the text as it is
 */
export function repeated(text, length) {
  if (length === 0) return text;
  const each = utf8Length(text);
  const lines = [];
  let left = length;
  for (let line = '1 '; left >= line.length + each + 1; line = `${lines.length + 1} `) {
    lines.push(`${line}${text}\n`);
    left -= line.length + each + 1;
  }
  return lines.join('') + '.'.repeat(left);
}
