import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Body } from './body.ts';
import { multipart } from './multipart.ts';

async function textOf(body: Body): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body.pieces) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function bodyOf(text: string, byteCount: number | null = Buffer.byteLength(text)): Body {
  async function* pieces() {
    yield Buffer.from(text);
  }
  return { contentType: 'text/plain', byteCount, pieces: pieces() };
}

test('a form is framed as RFC 7578 says, fields first', async () => {
  const body = multipart(
    {
      fields: [
        { name: 'user_type', value: 'email_hash' },
        { name: 'name', value: 'Käufer' },
      ],
      file: { name: 'file', fileName: 'users.csv', body: bodyOf('abc\n') },
    },
    'XX',
  );
  assert.equal(body.contentType, 'multipart/form-data; boundary=XX');
  assert.equal(
    await textOf(body),
    '--XX\r\nContent-Disposition: form-data; name="user_type"\r\n\r\nemail_hash\r\n' +
      '--XX\r\nContent-Disposition: form-data; name="name"\r\n\r\nKäufer\r\n' +
      '--XX\r\nContent-Disposition: form-data; name="file"; filename="users.csv"\r\nContent-Type: text/plain\r\n\r\n' +
      'abc\n\r\n--XX--\r\n',
  );
});

test('the byte count is that of the bytes sent, not of the characters', async () => {
  const form = {
    fields: [{ name: 'name', value: 'Spendìng ユーザー' }],
    file: { name: 'file', fileName: 'ü.csv', body: bodyOf('é\n') },
  };
  const body = multipart(form);
  assert.equal(body.byteCount, Buffer.byteLength(await textOf(body)));
});

test('a file of unknown length makes a form of unknown length', () => {
  const file = { name: 'file', fileName: '-', body: bodyOf('x', null) };
  assert.equal(multipart({ fields: [], file }).byteCount, null);
});

test('quotes and line ends in names cannot break out of the header', async () => {
  const file = { name: 'file', fileName: 'a"b\r\nX-Evil: 1.csv', body: bodyOf('x') };
  const text = await textOf(multipart({ fields: [], file }, 'XX'));
  assert.match(text, /filename="a%22b%0D%0AX-Evil: 1\.csv"/);
});
