import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Funnel, UploadReport } from '@kindred/contract';
import { appliedUpload, openShop, person, sha256, TestServer, updateAudience } from '../../dev-env/index.ts';
import { addRows, localIdOf, newAudience, settledUploads } from './caller.ts';

const server = await TestServer.start({ people: 300 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const h = sha256;
const [ada, bob, cleo] = [person(1), person(2), person(3)];
const strong = ['EXTERN_ID', 'UID', 'EMAIL', 'PHONE', 'MADID'];
const birth = [ada.birth.year, ada.birth.month, ada.birth.day].map(h);
const nobody = h('nobody');

/** Rows of the same columns, of which each says something about what matches, what is blank, and what is refused. */
const cases: readonly (readonly [
  name: string,
  schema: readonly string[],
  rows: readonly (readonly string[])[],
])[] = [
  [
    'each strong key alone',
    strong,
    [
      [ada.externId, '', '', '', ''],
      [person(4).externId, person(5).uid, '', '', ''],
      [person(6).externId, '', h(bob.email), '', ''],
      ['x', '', '', h(cleo.phone), ''],
      ['y', '', '', '', person(7).madid],
    ],
  ],
  [
    'keys of different people',
    ['UID', 'EMAIL', 'PHONE', 'MADID'],
    [
      [ada.uid, h(bob.email), '', ''],
      ['', h(bob.email), h(cleo.phone), ''],
      ['', nobody, h(cleo.phone), ada.madid],
      ['1', nobody, nobody, person(9).madid],
    ],
  ],
  [
    'hashed ids',
    ['UID', 'MADID'],
    [
      [ada.uid, ''],
      [h(bob.uid), ''],
      [h(person(5).uid).toUpperCase(), ''],
      [` ${h(person(6).uid)} `, h('')],
      [h(''), h(person(9).madid)],
      ['a'.repeat(63), ''],
      ['', h(bob.madid)],
      ['', cleo.madid.toUpperCase()],
      [` ${person(8).uid} `, ''],
    ],
  ],
  [
    'letters in any case and blanks around',
    ['EMAIL', 'PHONE'],
    [
      [h(ada.email).toUpperCase(), ''],
      [` ${h(bob.email)} `, ''],
      ['', `\t${h(cleo.phone)}`],
    ],
  ],
  [
    'names and birthday',
    ['FN', 'LN', 'DOBY', 'DOBM', 'DOBD'],
    [
      [h(ada.fn), h(ada.ln), ...birth],
      [h(ada.fn), h('z'), ...birth],
      [h(ada.fn), h(ada.ln), '', '', ''],
    ],
  ],
  [
    'names and postcode with country',
    ['LN', 'ZIP', 'FN', 'COUNTRY'],
    [
      [h(ada.ln), h(ada.zip), h(ada.fn), h(ada.country)],
      [h(bob.ln), h(bob.zip), h(bob.fn), 'IT'],
      [h(cleo.ln), h(cleo.zip), h(cleo.fn), ''],
      [h(ada.ln), h(ada.zip), h(ada.fn), 'de'],
    ],
  ],
  [
    'names and postcode',
    ['FN', 'LN', 'ZIP'],
    [
      [h(ada.fn), h(ada.ln), h(ada.zip)],
      [h(bob.fn), h(bob.ln), h(ada.zip)],
    ],
  ],
  [
    'names and town',
    ['CT', 'ST', 'FN', 'LN', 'GEN'],
    [
      [h(ada.city), h(ada.state), h(ada.fn), h(ada.ln), ''],
      [h('x'), h(ada.state), h(ada.fn), h(ada.ln), h('f')],
    ],
  ],
  [
    'a strong key before names',
    ['EMAIL', 'FN', 'LN', 'ZIP'],
    [
      [h(bob.email), h(ada.fn), h(ada.ln), h(ada.zip)],
      [nobody, h(ada.fn), h(ada.ln), h(ada.zip)],
    ],
  ],
  [
    'blank cells',
    ['EMAIL', 'PHONE', 'MADID', 'UID'],
    [
      [h(ada.email), '', h(''), ''],
      ['', h(''), '', ''],
      ['   ', h(bob.phone), '', ''],
      [h('').toUpperCase(), '', '', cleo.uid],
    ],
  ],
  [
    'values',
    ['EMAIL', 'LOOKALIKE_VALUE'],
    [
      [h(person(21).email), h('')],
      [h(person(22).email), h('').toUpperCase()],
      [h(person(23).email), '\t8\v'],
      [h(person(24).email), '\u00a05'],
      [h(ada.email), '1.5'],
      [h(bob.email), '0'],
      [h(cleo.email), ''],
      [h(person(4).email), '1e3'],
      [h(person(5).email), '-1'],
      [h(person(6).email), 'much'],
      [h(person(7).email), ' 7 '],
      [h(person(8).email), 'inf'],
      [h(person(9).email), 'nan'],
      [h(person(10).email), ' '],
      [h(person(12).email), '0x10'],
      [h(person(13).email), '0b1'],
      [h(person(14).email), '+5'],
      [h(person(15).email), '.5'],
      [h(person(16).email), '5.'],
      [h(person(17).email), '1e999'],
      [h(person(18).email), '-0'],
      [h(person(19).email), '1_000'],
      [h(person(20).email), '1e-5'],
    ],
  ],
  [
    'what is no hash',
    ['EMAIL', 'PHONE', 'FN'],
    [
      ['mary@example.com', '', ''],
      ['', '+39 02 1234567', ''],
      ['a'.repeat(32), '', ''],
      ['a'.repeat(40), '', ''],
      ['', 'a'.repeat(63), ''],
      [h(ada.email), '', 'ada'],
      ['', '393331234567', ''],
      ['g'.repeat(64), '', ''],
      ['', `${'A'.repeat(43)}=`, ''],
      ['a'.repeat(128), '', ''],
      ['mary@', '', ''],
      [h(bob.email), '1', ''],
      ['12345', '', ''],
    ],
  ],
  [
    'mobile ids',
    ['MADID', 'EMAIL'],
    [
      ['00000000-0000-0000-0000-000000000000', ''],
      ['abc', ''],
      [ada.madid.replaceAll('-', ''), ''],
      [`{${ada.madid}}`, ''],
      [ada.madid, ''],
      ['0'.repeat(36), h(ada.email)],
      ['-'.repeat(36), ''],
    ],
  ],
  [
    'numeric ids',
    ['UID', 'EMAIL'],
    [
      ['abc', ''],
      ['1'.repeat(20), ''],
      ['1'.repeat(21), ''],
      ['1.5', ''],
      ['-7', ''],
      ['007', ''],
      [bob.uid, ''],
      ['1e3', ''],
      ['١٢٣', ''],
    ],
  ],
  [
    'countries',
    ['EMAIL', 'FN', 'LN', 'ZIP', 'COUNTRY'],
    [
      [h(ada.email), '', '', '', 'ITA'],
      [h(bob.email), '', '', '', 'it'],
      [h(cleo.email), '', '', '', ' it '],
      [h(person(4).email), '', '', '', '1t'],
    ],
  ],
  [
    'external ids of any letters',
    ['EXTERN_ID'],
    [['crm-000001 '], ['CRM-000001'], ['日本'], ['a"b'], ['a,b'], ['crm-000002\u00a0']],
  ],
  [
    'external ids with control characters',
    ['EXTERN_ID', 'EMAIL'],
    [
      ['crm-\u0001', ''],
      ['crm\t000001', h(ada.email)],
      ['crm-\u007f', ''],
      ['\t crm-000003\f\v', ''],
      ['crm-\u0085', ''],
      ['crm-\u200b', ''],
    ],
  ],
  [
    'external ids with quotes of their own',
    ['EXTERN_ID', 'EMAIL'],
    [
      ["'crm-000001'", ''],
      ["crm-000002'", ''],
      ['"crm-000003"', ''],
      ['crm-000004"', ''],
      ['""', ''],
      ["'", ''],
    ],
  ],
  [
    'blanks that are no ASCII',
    ['UID', 'EMAIL', 'MADID', 'COUNTRY'],
    [
      [`\u00a0${ada.uid}`, '', '', ''],
      ['', `\u00a0${h(ada.email)}`, '', ''],
      ['', '', `${ada.madid}\ufeff`, ''],
      ['', '\u00a0', '', ''],
      ['', 'mary\u00a0poppins@example.com', '', ''],
      ['', h(bob.email), '', '\u2003it'],
      [`\v${bob.uid}\f`, '', '', ''],
      ['', `\f${h(cleo.email)}\v`, '', ''],
    ],
  ],
  ['names of ids of apps', ['APPUID'], [[ada.uid], [h(bob.uid)]]],
  [
    'repeated rows',
    ['EMAIL', 'PHONE', 'GEN'],
    [
      [h(ada.email), h(ada.phone), ''],
      [h(ada.email), h(ada.phone), h('f')],
      [h(ada.email), '', ''],
      [h(ada.email).toUpperCase(), h(ada.phone), ''],
    ],
  ],
  [
    'parts that need more',
    ['FN', 'LN', 'CT', 'ST', 'ZIP'],
    [
      [h(ada.fn), '', '', '', ''],
      [h(ada.fn), h(ada.ln), h(ada.city), '', ''],
      ['', h(ada.ln), '', '', h(ada.zip)],
    ],
  ],
  [
    'names of single-key schemas',
    ['EMAIL_SHA256', 'PHONE_SHA256', 'MOBILE_ADVERTISER_ID'],
    [
      [h(ada.email), '', ''],
      ['', h(bob.phone), ''],
      ['', '', cleo.madid],
    ],
  ],
];

for (const [name, schema, rows] of cases) {
  test(`${name} mean the same in a request and in a file`, async () => {
    const id = await newAudience(shop);
    await addRows(shop, id, schema, rows);
    const [asked] = await settledUploads(server.operator, id);
    const filed = await asFile(schema, rows);
    assert.deepEqual(outcome(asked?.funnel), outcome(filed.funnel));
  });
}

// The one difference in what is taken, by a recorded rule of the Graph API. What both take means the same.
test('a request refuses rows without their external id, which a file takes by their other keys', async () => {
  const rows = [
    ['', h(ada.email)],
    [h(''), h(bob.email)],
  ];
  const id = await newAudience(shop);
  const answer = await addRows(shop, id, ['EXTERN_ID', 'EMAIL'], rows);
  assert.equal(answer.num_invalid_entries, 2);
  assert.equal((await asFile(['EXTERN_ID', 'EMAIL'], rows)).funnel.matched, 2);
});

/** What must not depend on the way that a row took. */
function outcome(funnel: Funnel | undefined): unknown {
  assert.ok(funnel !== undefined);
  const { blank, lines, ...same } = funnel;
  return { ...same, lines: lines - blank };
}

async function asFile(
  schema: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<UploadReport> {
  const audienceId = await localIdOf(server.operator, await newAudience(shop));
  const lines = [schema, ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join());
  const { uploadId } = await updateAudience(audienceId, null, {
    client: server.operator,
    content: lines.join('\n'),
  });
  return appliedUpload(server.operator, uploadId);
}
