import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { type Body, exchange, fileBody, multipart } from '@kindred/cli';
import { type Call, curlArguments, headersOf, type Target } from './call.ts';
import { type Reply, readReply } from './reply.ts';

/** Carries out a call with the real curl, in a working directory; without curl, the same request from here. */
export async function carryOut(call: Call, target: Target, directory: string): Promise<Reply> {
  const printed = await runCurl(curlArguments(call, target), directory);
  return printed === null ? await requestFromHere(call, target, directory) : readReply(printed);
}

/** What curl printed; null where there is no curl. */
async function runCurl(args: readonly string[], cwd: string): Promise<string | null> {
  const env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  const curl = spawn('curl', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const started = once(curl, 'spawn').then(
    () => true,
    () => false,
  );
  if (!(await started)) return null;
  const [printed, complaint, [code]] = await Promise.all([
    textOf(curl.stdout),
    textOf(curl.stderr),
    once(curl, 'close') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`curl ended with ${code}: ${complaint.trim()}`);
  return printed;
}

export async function requestFromHere(call: Call, target: Target, directory: string): Promise<Reply> {
  const answer = await exchange({
    method: call.method,
    url: new URL(target.url + call.path),
    headers: Object.fromEntries(headersOf(target).map((header) => header.split(': '))),
    body: await bodyOf(call, directory),
  });
  return {
    status: answer.status,
    statusLine: `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: answer.text,
  };
}

async function bodyOf(call: Call, directory: string): Promise<Body | null> {
  if (call.file === null) return null;
  return multipart({
    fields: call.fields.map(([name, value]) => ({ name, value })),
    file: {
      name: 'file',
      fileName: call.file,
      body: await fileBody(join(directory, call.file), 'text/plain'),
    },
  });
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
