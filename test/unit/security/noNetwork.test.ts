import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../support/shared.js';

const run = promisify(execFile);

/** What reaches out of the machine, in Node and in a page. */
const REACHES_OUT =
  /(?:from|require\(|import\()\s*['"](?:node:)?(?:https?|http2|net|tls|dgram|dns(?:\/promises)?|inspector)['"]|(?<![#.\w])fetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsendBeacon\b|\bRTCPeerConnection\b/;

/** Loaded before the program: whatever would open a connection says so and ends it. */
const TRAP = `
const refuse = what => () => { process.stderr.write('NETWORK ' + what + '\\n'); process.exit(99); };
const net = require('node:net'); net.Socket.prototype.connect = refuse('net'); net.Server.prototype.listen = refuse('listen');
const dgram = require('node:dgram'); dgram.Socket.prototype.bind = refuse('dgram'); dgram.Socket.prototype.send = refuse('dgram');
const dns = require('node:dns'); dns.lookup = refuse('dns');
globalThis.fetch = refuse('fetch'); globalThis.WebSocket = refuse('WebSocket');
`;

describe('the network', () => {
  it('is used by no source file', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.ts'),
    );
    assert.ok(files.length > 300);
    return Promise.all(
      files.map(async file => {
        const text = await readFile(join(ROOT, 'src', file), 'utf8');
        assert.doesNotMatch(text, REACHES_OUT, file);
      }),
    );
  });

  it('is recognised by the test that looks for it', () => {
    for (const line of [
      "import { get } from 'node:https';",
      'await fetch(url)',
      'new WebSocket(url)',
      'require("net")',
    ]) {
      assert.match(line, REACHES_OUT);
    }
  });

  it('is not touched by an inspection, a scan and their threads, with every door closed', async function () {
    this.timeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), 'no-network-'));
    try {
      const trap = join(folder, 'trap.cjs');
      await writeFile(trap, TRAP);
      const street = join(ROOT, 'samples', 'street');
      const program = join(ROOT, 'out', 'src', 'cli', 'main.js');
      // NODE_OPTIONS reaches the threads as well, which --require alone would not.
      const env = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(trap)}` };
      const { stdout } = await run(process.execPath, [program, 'scan', street, '--json'], { env, maxBuffer: 64 << 20 });
      assert.ok(JSON.parse(stdout));
      await assert.rejects(
        run(process.execPath, ['-e', "require('node:net').connect(1)"], { env }),
        (error: { code?: number }) => error.code === 99,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
