import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';

const require = createRequire(new URL('../../main/js/package.json', import.meta.url));
const tsc = require.resolve('typescript/bin/tsc');

const check = (project) =>
  new Promise((resolve) => {
    execFile(process.execPath, [tsc, '--project', fileURLToPath(new URL(project, import.meta.url))], (error, output) => {
      resolve(error ? `${output}${error.message}` : '');
    });
  });

describe('types', () => {
  it('of the sources agree with one another', async () => assert.equal(await check('../../main/js/'), ''));
  it('of lighterage.d.ts agree with the sources and with their use', async () => assert.equal(await check('types/'), ''));
});
