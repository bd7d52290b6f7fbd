import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { inputOfModule } from '../../kit/child.ts';
import type { HashFiles } from './peers.ts';

/** The loop as anybody writes it first; only lines are written a thousand at a time, which is kind to it. */
const { inputPath, outputPath } = inputOfModule<HashFiles>();
const output = createWriteStream(outputPath);
let isHeader = true;
let lines = ['EMAIL'];
for await (const line of createInterface({ input: createReadStream(inputPath), crlfDelay: Infinity })) {
  if (!isHeader) lines.push(createHash('sha256').update(emailOf(line)).digest('hex'));
  isHeader = false;
  if (lines.length < 1000) continue;
  if (!output.write(`${lines.join('\n')}\n`)) await once(output, 'drain');
  lines = [];
}
output.end(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
await once(output, 'close');

function emailOf(line: string): string {
  return line
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .toLowerCase();
}
