/**
 * What only Node has is taken away before the SDK is loaded, but for what Node's own fetch reads: `Buffer` and
 * `clearImmediate`, which the rules of the house keep out of the SDK.
 */
const { argv } = process;
const say = (text: string) => output.write(text);
const { stdout: output } = process;
for (const name of ['process', 'global', 'setImmediate']) Reflect.deleteProperty(globalThis, name);

const { inStorage, Kindred } = await import('@kindred/sdk');
const [, , url = '', token = '', audience = '', text = ''] = argv;
const texts = new Map<string, string>();
const kindred = new Kindred({ url, token });
const file = new Blob([text]);

/** The lines of a file that somebody chose on a page. */
async function* lines() {
  let rest = '';
  for await (const piece of file.stream().pipeThrough(new TextDecoderStream())) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
}

const { sums } = await kindred.audiences.upload(audience, {
  schema: ['EMAIL'],
  rows: lines,
  checkpoint: inStorage(
    {
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, value) => void texts.set(key, value),
      removeItem: (key) => void texts.delete(key),
    },
    'list',
  ),
});
const sent = await kindred.audiences.change(audience, { user_type: 'email_hash', operation: 'add', file });
const report = await kindred.uploads.follow(sent.uploadId);
say(JSON.stringify({ globals: Object.keys(globalThis), sums, funnel: report.funnel }));
