import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { runCommandLine } from '../../program.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-lists-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const hex = (text: string) => createHash('sha256').update(text).digest('hex');

function written(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function run(...args: readonly string[]) {
  const texts = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new Writable({
      write: (piece, _encoding, done) => {
        texts[name] += String(piece);
        done();
      },
    });
  const code = await runCommandLine(args, { out: stream('out'), err: stream('err'), env: {} });
  return { code, ...texts };
}

const crm = [
  'id,E-Mail,Telefon,Vorname,Nachname,PLZ,Land,Geburtstag,notes,E-Mail 2',
  '1, Mary@Example.com,0151 12345678,Mary Ann,"O\'Brien, MD",01067,DE,4.5.1980,"two\nlines",',
  '2,nobody,+16505551212,José,García,94035-1234,US,1980-02-30,,second@example.com',
  '3,,,,,,,,nothing,',
  '',
].join('\n');

const hashedCrm = [
  'EMAIL,PHONE,FN,LN,ZIP,COUNTRY,DOBY,DOBM,DOBD',
  ['mary@example.com', '4915112345678', 'maryann', 'obrienmd', '01067', 'de', '1980', '05', '04']
    .map(hex)
    .join(','),
  `${['second@example.com', '16505551212', 'josé', 'garcía', '94035', 'us'].map(hex).join(',')},,,`,
  '',
].join('\n');

test('a list of a CRM becomes a file of hashes with the names of the Graph schema', async () => {
  const { code, out, err } = await run('hash', written('crm.csv', crm));
  assert.equal(code, 0, err);
  assert.equal(out, hashedCrm);
  assert.match(err, /1 EMAIL not_an_email/);
  assert.match(err, /1 DOB not_a_date/);
});

test('packed, as NDJSON, in another encoding and on several threads it becomes the same', async () => {
  const rows = crm.replace('"two\nlines"', 'one line').split('\n').slice(0, -1);
  const names = rows[0]?.split(',') ?? [];
  const objects = rows.slice(1).map((row) => {
    const cells = row.replace('"O\'Brien, MD"', "O'Brien MD").split(',');
    return JSON.stringify(Object.fromEntries(names.map((name, index) => [name, cells[index]])));
  });
  const files = [
    written('crm.csv.gz', gzipSync(crm)),
    written('crm.ndjson', `${objects.join('\n')}\n`),
    written('crm-utf16.csv', Buffer.from(`\ufeff${crm}`, 'utf16le')),
    written('crm-crlf.csv', crm.replaceAll('\n', '\r\n')),
    written('crm-semicolon.csv', crm.replace('"O\'Brien, MD"', "O'Brien MD").replaceAll(',', ';')),
  ];
  for (const file of files) {
    const { out, err } = await run('hash', file, '--threads', '2');
    assert.equal(out, hashedCrm, `${file}: ${err}`);
  }
  const latin = await run(
    'hash',
    written('latin.csv', Buffer.from(crm, 'latin1')),
    '--encoding',
    'windows-1252',
  );
  assert.equal(latin.out, hashedCrm);
});

test('a large list comes out whole and in its order, whatever the number of threads', async () => {
  const count = 60_000;
  const lines = Array.from(
    { length: count },
    (_, index) => `User${index}@Example.com,+1650555${1000 + (index % 9000)}`,
  );
  const file = written('large.csv', `email,phone\n${lines.join('\n')}\n`);
  const output = join(directory, 'large.hashed.csv.gz');
  const { code, out } = await run('hash', file, '--threads', '2', '--output', output, '--json');
  assert.equal(code, 0);
  const { hashed } = JSON.parse(out) as { hashed: { counts: { rows: number; written: number } } };
  assert.deepEqual([hashed.counts.rows, hashed.counts.written], [count, count]);
  const made = gunzipSync(readFileSync(output)).toString().split('\n');
  assert.equal(made.length, count + 2);
  for (const index of [0, 1, 777, 31_234, count - 1]) {
    assert.equal(
      made[index + 1],
      `${hex(`user${index}@example.com`)},${hex(`1650555${1000 + (index % 9000)}`)}`,
    );
  }
});

test('a list of bare values needs no header, and may come out as one', async () => {
  const file = written('bare.txt', 'A@b.de\n\n c@D.de\nnobody\n');
  assert.equal((await run('hash', file)).out, `EMAIL\n${hex('a@b.de')}\n${hex('c@d.de')}\n`);
  assert.equal((await run('hash', file, '--list', 'email')).out, `${hex('a@b.de')}\n${hex('c@d.de')}\n`);
  const phones = written('phones.txt', '020 7946 0958\n');
  assert.equal((await run('hash', phones, '--country', 'GB')).out, `PHONE\n${hex('442079460958')}\n`);
});

test('columns are what --column says, and hashes among them are handed on', async () => {
  const file = written('odd.csv', `contact,key,email\nA@b.de,${hex('1').toUpperCase()},x@y.de\n`);
  const { out } = await run(
    'hash',
    file,
    '--column',
    'EMAIL=contact',
    '--column',
    'PHONE_SHA256=key',
    '--column',
    'IGNORE=email',
  );
  assert.equal(out, `EMAIL,PHONE\n${hex('a@b.de')},${hex('1')}\n`);
});

test('values of people are handed on if they are numbers', async () => {
  const file = written('values.csv', 'email,lookalike_value\na@b.de,12.50\nc@d.de,"5,00"\ne@f.de,=1+1\n');
  const { out, err } = await run('hash', file);
  assert.equal(out, `EMAIL,LOOKALIKE_VALUE\n${hex('a@b.de')},12.50\n${hex('c@d.de')},\n${hex('e@f.de')},\n`);
  assert.match(err, /2 LOOKALIKE_VALUE not_a_value/);
});

test('each platform gets its own form', async () => {
  const file = written(
    'g.csv',
    'email,phone,first name,zip,country,city\nJ.Doe+x@gmail.com,020 7946 0958,Mary Ann,wc2h 8lg,GB,London\n',
  );
  const { out } = await run('hash', file, '--for', 'google');
  const cells = [hex('jdoe@gmail.com'), hex('+442079460958'), hex('mary ann'), 'WC2H 8LG', 'GB'];
  assert.equal(out, `EMAIL,PHONE,FN,ZIP,COUNTRY\n${cells.join(',')}\n`);
});

test('what cannot be hashed ends with a sentence, and leaves no file behind', async () => {
  const output = join(directory, 'never.csv');
  const cases: readonly (readonly [args: readonly string[], code: number, say: RegExp])[] = [
    [[join(directory, 'missing.csv')], 2, /cannot be read/],
    [[written('p.parquet', 'PAR1....')], 1, /Parquet file is damaged/],
    [[written('p.parquet.gz', gzipSync('PAR1....'))], 2, /name the file itself, not packed/],
    [[written('empty.csv', '\n')], 2, /The file is empty/],
    [[written('u.csv', 'colour,size\nred,1\n')], 2, /No column is known/],
    [[written('latin2.csv', Buffer.from('email,fn\na@b.de,Jos\xe9\n', 'latin1'))], 1, /not UTF-8/],
    [[written('cut.csv.gz', gzipSync(crm.repeat(99)).subarray(0, 80))], 1, /damaged or ends too early/],
    [[written('none.csv', 'email\nnobody\n')], 1, /No row has an identifier/],
    [[written('k.csv', crm), '--column', 'SHOE=1'], 2, /must be KIND=COLUMN/],
    [[written('k2.csv', crm), '--column', 'EMAIL=nope'], 2, /no column "nope"/],
    [[written('k3.csv', crm), '--country', 'Atlantis'], 2, /not a country/],
    [[written('k4.csv', crm), '--for', 'linkedin', '--column', 'PHONE=Telefon'], 2, /does not take PHONE/],
  ];
  for (const [args, code, say] of cases) {
    const ran = await run('hash', ...args, '--output', output);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, say);
    assert.doesNotMatch(ran.err, /mary|Brien|0151/i, 'no plain value is shown');
  }
  assert.ok(!readdirSync(directory).some((name) => name.endsWith('.part')));
});

test('a reader of standard output that stops early is no failure', async () => {
  const file = written('early.csv', `email\n${'a@b.de\n'.repeat(50_000)}`);
  const broken = new Writable({
    write: (_piece, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  let err = '';
  const heard = new Writable({
    write: (piece, _encoding, done) => {
      err += String(piece);
      done();
    },
  });
  assert.equal(await runCommandLine(['hash', file], { out: broken, err: heard, env: {} }), 0);
  assert.doesNotMatch(err, /kindred:/);
});

test('with --json the hashes need a file of their own', async () => {
  const { code, err } = await run('hash', written('j.csv', crm), '--json');
  assert.equal(code, 2);
  assert.match(err, /--output/);
});

test('a right list is called right, with a picture of its columns', async () => {
  const { code, out } = await run('check', written('right.csv', hashedCrm));
  assert.equal(code, 0, out);
  assert.match(out, /EMAIL: EMAIL\n {2}SHA-256 █+ +2 100\.0 %/);
  assert.match(out, /Nothing is wrong/);
});

test('a wrong list ends with 1, and says where it is wrong and what to do', async () => {
  const file = written(
    'wrong.csv',
    `EMAIL,PHONE\n${hex('a')},${hex('b')}\nmary@example.com,${hex('')}\n${hex('c')},4.9E+11\n`,
  );
  const { code, out, err } = await run('check', file);
  assert.equal(code, 1);
  for (const found of [
    /not_hashed {2}EMAIL, 1, first on line 3/,
    /hash_of_empty {2}PHONE, 1, first on line 3/,
  ]) {
    assert.match(out, found);
  }
  assert.match(err, /things are wrong with this list/);
  assert.doesNotMatch(out + err, /mary/);
  const { check } = JSON.parse((await run('check', file, '--json')).out) as {
    check: { findings: { code: string }[] };
  };
  assert.ok(check.findings.some((each) => each.code === 'not_hashed'));
});

test('wrong hashing is told by values that the uploader knows', async () => {
  const tests = written('tests.txt', 'mary@example.com\n+49 151 12345678\n');
  const file = written(
    'twice.csv',
    `EMAIL,PHONE\n${hex(hex('mary@example.com'))},${hex('+4915112345678')}\n`,
  );
  const { code, out } = await run('check', file, '--tests', tests);
  assert.equal(code, 1);
  assert.match(out, /hashed_twice/);
  assert.match(out, /hash_of_signed_phone/);
  const right = await run('check', written('known.csv', hashedCrm), '--tests', tests);
  assert.match(right.out, /2 cells are your test values, rightly hashed/);
});

test('NDJSON is checked by the keys of its first object', async () => {
  const lines = [
    { email: 'a@b.de', phone: '+16505551212' },
    { email: hex('x'), phone: '' },
  ];
  const { code, out } = await run(
    'check',
    written('c.ndjson', lines.map((line) => JSON.stringify(line)).join('\n')),
  );
  assert.equal(code, 1);
  assert.match(out, /not_hashed|already_hashed/);
});
