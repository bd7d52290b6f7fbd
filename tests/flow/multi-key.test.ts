import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { RejectReason, UploadReport } from '@kindred/contract';
import {
  appliedAudience,
  assertSumsClose,
  fields,
  file,
  openShop,
  person,
  sha256,
  strangerHash,
  TestServer,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 100 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const [ada, bob, cleo] = [person(1), person(2), person(3)];

async function reportOf(content: string | Buffer): Promise<UploadReport> {
  const options = { client: server.operator, accountId: shop.accountId, content, userType: null };
  const { report } = await appliedAudience(options);
  assertSumsClose(report.funnel);
  return report;
}

function rows(header: string, ...lines: string[]): string {
  return [header, ...lines].join('\n');
}

const email = sha256(ada.email);

test('a file whose first line names columns of the Graph schema needs no user_type', async () => {
  const report = await reportOf(
    rows('EMAIL,PHONE', `${email},${sha256(ada.phone)}`, `,${sha256(bob.phone)}`, `${sha256(cleo.email)},`),
  );
  assert.equal(report.user_type, null);
  assert.deepEqual(report.schema, ['EMAIL', 'PHONE']);
  assert.deepEqual(report.funnel.matched_by_kind, { EMAIL: 2, PHONE: 1 });
  assert.deepEqual([report.funnel.lines, report.funnel.newly_added], [3, 3]);
});

const headers: Readonly<Record<string, string>> = {
  'in small letters': rows('email,fn', `${email},`),
  'in quotes': rows('"EMAIL","FN"', `"${email}",""`),
  'with blanks around the names': rows(' EMAIL , FN ', `${email},`),
  'behind a byte order mark': `\u{feff}${rows('EMAIL,FN', `${email},`)}`,
  'that ends with a carriage return': `EMAIL,FN\r\n${email},\r\n`,
  'of one column': rows('EMAIL', email),
  'with semicolons': rows('EMAIL;FN', `${email};`),
  'with tabs': rows('EMAIL\tFN', `${email}\t`),
  'with bars': rows('EMAIL|FN', `${email}|`),
  'with the name of a single-key upload': rows('EMAIL_SHA256,FN', `${email},`),
  'with the name of a user_type': rows('email_hash,fn', `${email},`),
  'with columns that nobody knows': rows(
    'loyalty tier,EMAIL,"notes"',
    `gold,${email},"likes ""red"", a lot"`,
  ),
};

for (const [name, content] of Object.entries(headers)) {
  test(`a header ${name} is understood`, async () => {
    const { funnel, schema } = await reportOf(content);
    assert.ok(schema?.includes('EMAIL'), String(schema));
    assert.deepEqual([funnel.lines, funnel.matched, funnel.newly_added], [1, 1, 1]);
  });
}

test('a header may come in a gzip file', async () => {
  assert.equal((await reportOf(gzipSync(rows('MADID,EMAIL', `${ada.madid},`)))).funnel.matched, 1);
});

const strong: readonly (readonly [column: string, cell: string])[] = [
  ['EXTERN_ID', ada.externId],
  ['UID', ada.uid],
  ['FBID', ada.uid],
  ['EMAIL', email.toUpperCase()],
  ['PHONE_SHA256', sha256(ada.phone)],
  ['MADID', ada.madid.toUpperCase()],
  ['MOBILE_ADVERTISER_ID', sha256(ada.madid)],
  ['THIRD_PARTY_ID', ada.thirdPartyId],
];

for (const [column, cell] of strong) {
  test(`a row matches by ${column} alone`, async () => {
    const { funnel } = await reportOf(rows(`${column},GEN`, `"${cell}",${sha256('f')}`));
    assert.deepEqual([funnel.matched, funnel.newly_added], [1, 1]);
  });
}

const h = sha256;
const weak: readonly (readonly [kind: string, header: string, row: string])[] = [
  [
    'FN_LN_DOB',
    'FN,LN,DOBY,DOBM,DOBD',
    [ada.fn, ada.ln, ada.birth.year, ada.birth.month, ada.birth.day].map(h).join(),
  ],
  ['FN_LN_ZIP_COUNTRY', 'FN,LN,ZIP,COUNTRY', [ada.fn, ada.ln, ada.zip, ada.country].map(h).join()],
  ['FN_LN_ZIP', 'ZIP,LN,FN', [ada.zip, ada.ln, ada.fn].map(h).join()],
  ['FN_LN_CT_ST', 'CT,ST,FN,LN', [ada.city, ada.state, ada.fn, ada.ln].map(h).join()],
];

for (const [kind, header, row] of weak) {
  test(`names and their company match together as ${kind}`, async () => {
    const { funnel } = await reportOf(rows(header, row, row.replace(h(ada.ln), h('somebody else'))));
    assert.deepEqual(funnel.matched_by_kind, { [kind]: 1 });
    assert.equal(funnel.accepted, 2);
  });
}

test('a country may stand as its two letters', async () => {
  const { funnel } = await reportOf(
    rows('FN,LN,ZIP,COUNTRY', `${[ada.fn, ada.ln, ada.zip].map(h).join()},IT`),
  );
  assert.deepEqual(funnel.matched_by_kind, { FN_LN_ZIP_COUNTRY: 1 });
});

test('of keys that point to different people the strongest one wins', async () => {
  const { funnel } = await reportOf(
    rows(
      'MADID,EMAIL,EXTERN_ID',
      `${ada.madid},${h(bob.email)},${cleo.externId}`,
      `${ada.madid},${h(bob.email)},nobody`,
      `${ada.madid},${strangerHash(1)},`,
    ),
  );
  assert.deepEqual(funnel.matched_by_kind, { EXTERN_ID: 1, EMAIL: 1, MADID: 1 });
  assert.equal(funnel.newly_added, 3);
});

test('rows are repeated when all their keys are, whatever else is in them', async () => {
  const row = `${email},${h(ada.phone)}`;
  const { funnel } = await reportOf(rows('EMAIL,PHONE,GEN', `${row},`, `${row},${h('f')}`, `${email},,`));
  assert.deepEqual([funnel.duplicates, funnel.accepted, funnel.matched, funnel.newly_added], [1, 2, 2, 1]);
});

test('blank cells may be empty, quoted, or the SHA-256 of the empty string', async () => {
  const { funnel } = await reportOf(
    rows('EMAIL,PHONE,MADID', `${email},${h('')},`, `${h(bob.email)},"",${h('')}`, `${h(cleo.email)}, ,''`),
  );
  assert.deepEqual([funnel.rejected, funnel.matched, funnel.newly_added], [0, 3, 3]);
});

const refused: readonly (readonly [name: string, header: string, row: string, reason: RejectReason])[] = [
  ['with an e-mail address', 'EMAIL,PHONE', `mary@example.com,${h(ada.phone)}`, 'email_not_hashed'],
  ['with a phone number', 'EMAIL,PHONE', `${email},+39 02 1234567`, 'phone_not_hashed'],
  ['with an MD5 hash', 'EMAIL,PHONE', `${'a'.repeat(32)},`, 'md5_hash'],
  ['with a SHA-1 hash', 'EMAIL,PHONE', `${'a'.repeat(40)},`, 'sha1_hash'],
  ['with 63 digits', 'EMAIL,PHONE', `${email.slice(1)},`, 'hash_length'],
  ['with a name in the clear', 'EMAIL,FN', `${email},ada`, 'not_a_hash'],
  [
    'with a mobile id of zeros',
    'EMAIL,MADID',
    `${email},00000000-0000-0000-0000-000000000000`,
    'zero_mobile_id',
  ],
  ['with a mobile id that is none', 'EMAIL,MADID', `${email},abc`, 'not_a_mobile_id'],
  ['with a UID that is no number', 'EMAIL,UID', `${email},abc`, 'not_a_numeric_id'],
  ['with too few cells', 'EMAIL,PHONE', email, 'cell_count'],
  ['with too many cells', 'EMAIL,PHONE', `${email},,`, 'cell_count'],
  ['without a key', 'EMAIL,GEN', `,${h('f')}`, 'no_key'],
  ['with a first name alone', 'FN,LN,EMAIL', `${h('ada')},,`, 'no_key'],
  ['with a value that is no number', 'EMAIL,LOOKALIKE_VALUE', `${email},much`, 'bad_value'],
  ['with a value below zero', 'EMAIL,LOOKALIKE_VALUE', `${email},-1`, 'bad_value'],
  ['with an infinite value', 'EMAIL,LOOKALIKE_VALUE', `${email},inf`, 'bad_value'],
  ['of more than 1024 bytes', 'EMAIL,NOTES', `${email},${'z'.repeat(1024)}`, 'line_too_long'],
];

for (const [name, header, row, reason] of refused) {
  test(`a row ${name} is rejected as ${reason}, and its neighbours are not`, async () => {
    const neighbours = header
      .split(',')
      .map((column) => (column === 'EMAIL' ? h(bob.email) : ''))
      .join();
    const report = await reportOf(rows(header, row, neighbours));
    assert.deepEqual(report.funnel.rejected_by_reason, { [reason]: 1 });
    // The header is line 1 of the file.
    assert.deepEqual([report.rejected_samples[0]?.line, report.funnel.matched], [2, 1]);
    assert.ok(!/mary|1234567|ada/.test(JSON.stringify(report.rejected_samples)));
  });
}

test('values of zero and more are taken, and a blank one is none', async () => {
  const values = ['0', '12.5', '1e3', '" 7 "', ''];
  const lines = values.map((value, index) => `${h(person(index + 1).email)},${value}`);
  const { funnel } = await reportOf(rows('EMAIL,LOOKALIKE_VALUE', ...lines));
  assert.deepEqual([funnel.rejected, funnel.newly_added], [0, values.length]);
});

test('blank lines are counted and rows of nothing but delimiters hold no key', async () => {
  const { funnel } = await reportOf(`EMAIL,PHONE\n\n  \n,\n${email},\n`);
  assert.deepEqual([funnel.lines, funnel.blank, funnel.rejected_by_reason], [4, 2, { no_key: 1 }]);
});

test('a header without rows gives an empty audience', async () => {
  for (const content of ['EMAIL,PHONE', 'EMAIL,PHONE\r\n']) {
    const { funnel, notes } = await reportOf(content);
    assert.equal(funnel.lines, 0);
    assert.match(notes.join(), /empty/);
  }
});

const unknown: Readonly<Record<string, string | Buffer>> = {
  'is a hash': `${email}\n${email}\n`,
  'names nothing that could match': rows('loyalty tier,GEN', 'gold,f'),
  'names a first name alone': rows('FN,ZIP', `${h('ada')},${h('10001')}`),
  'names a column twice': rows('EMAIL,PHONE,EMAIL', `${email},,${email}`),
  'is not there, because the file is empty': '',
  'does not end for 100 000 bytes': 'EMAIL,'.repeat(17_000),
  'has more than 64 columns': rows(`EMAIL${',X'.repeat(64)}`, `${email}${','.repeat(64)}`),
};

for (const [name, content] of Object.entries(unknown)) {
  test(`without user_type a file whose first line ${name} is refused`, async () => {
    const form = [...fields({ fb_ad_account_id: shop.graphId, name: 'No schema' }), file(content)];
    const answer = await server.operator.sendForm('POST', '/custom_audiences', form);
    assert.equal(answer.status, 422, answer.text);
    assert.equal(answer.json<{ error: { code: string } }>().error.code, 'schema_unknown');
  });
}
