import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImportRefused } from '../refused.ts';
import { resolveMapping } from './resolve.ts';
import type { MappingRequest, Role } from './role.ts';

function mapped(columns: readonly string[], request: Partial<MappingRequest> = {}) {
  const mapping = resolveMapping(columns, { columns: {}, ignore: [], hashed: false, ...request });
  const uses = Object.entries(mapping.uses).filter(([, each]) => each.length > 0);
  return {
    roles: Object.fromEntries(uses.map(([role, each]) => [role, each.map((use) => use.name)])) as Partial<
      Record<Role, string[]>
    >,
    hashed: uses.flatMap(([, each]) => each.filter((use) => use.hashed).map((use) => use.name)),
    features: mapping.features.map((feature) => feature.name),
    ignored: mapping.ignored,
  };
}

test('columns are recognised by the usual names, whatever their case and punctuation', () => {
  const { roles, features } = mapped([
    'Customer ID',
    'E-Mail',
    'email_2',
    'Mobile Phone',
    'IDFA',
    'First Name',
    'lastName',
    'POSTCODE',
    'City',
    'State',
    'Country Code',
    'Date of Birth',
    'Gender',
    'external_id',
    'fbid',
    'third-party-id',
    'visits',
  ]);
  assert.deepEqual(roles, {
    id: ['Customer ID'],
    country: ['Country Code'],
    email: ['E-Mail', 'email_2'],
    phone: ['Mobile Phone'],
    madid: ['IDFA'],
    uid: ['fbid'],
    extern_id: ['external_id'],
    third_party_id: ['third-party-id'],
    fn: ['First Name'],
    ln: ['lastName'],
    zip: ['POSTCODE'],
    ct: ['City'],
    st: ['State'],
    dob: ['Date of Birth'],
    gen: ['Gender'],
  });
  assert.deepEqual(features, ['visits']);
});

const european: readonly (readonly [columns: readonly string[], roles: Partial<Record<Role, string[]>>])[] = [
  [
    ['id', 'E-Mail-Adresse', 'Mobilnummer', 'Vorname', 'Nachname', 'Straße', 'PLZ', 'Ort', 'Land'],
    {
      email: ['E-Mail-Adresse'],
      phone: ['Mobilnummer'],
      fn: ['Vorname'],
      ln: ['Nachname'],
      zip: ['PLZ'],
      ct: ['Ort'],
      country: ['Land'],
    },
  ],
  [
    ['id', 'Adresse e-mail', 'Téléphone portable', 'Prénom', 'Nom', 'Rue', 'Code postal', 'Ville', 'Pays'],
    {
      email: ['Adresse e-mail'],
      phone: ['Téléphone portable'],
      fn: ['Prénom'],
      ln: ['Nom'],
      zip: ['Code postal'],
      ct: ['Ville'],
      country: ['Pays'],
    },
  ],
  [
    [
      'id',
      'Correo electrónico',
      'Teléfono',
      'Nombre',
      'Apellidos',
      'Dirección',
      'Código postal',
      'Ciudad',
      'País',
    ],
    {
      email: ['Correo electrónico'],
      phone: ['Teléfono'],
      fn: ['Nombre'],
      ln: ['Apellidos'],
      zip: ['Código postal'],
      ct: ['Ciudad'],
      country: ['País'],
    },
  ],
  [
    ['id', 'Indirizzo e-mail', 'Cellulare', 'Nome', 'Cognome', 'Indirizzo', 'CAP', 'Città', 'Paese'],
    {
      email: ['Indirizzo e-mail'],
      phone: ['Cellulare'],
      fn: ['Nome'],
      ln: ['Cognome'],
      zip: ['CAP'],
      ct: ['Città'],
      country: ['Paese'],
    },
  ],
  [
    ['id', 'E-post', 'Telefon', 'Förnamn', 'Efternamn', 'Gatuadress', 'Postnummer', 'Postort', 'Land'],
    {
      email: ['E-post'],
      phone: ['Telefon'],
      fn: ['Förnamn'],
      ln: ['Efternamn'],
      zip: ['Postnummer'],
      ct: ['Postort'],
      country: ['Land'],
    },
  ],
  [
    [
      'id',
      'Adres e-mail',
      'Numer telefonu',
      'Imię',
      'Nazwisko',
      'Ulica',
      'Kod pocztowy',
      'Miejscowość',
      'Kraj',
    ],
    {
      email: ['Adres e-mail'],
      phone: ['Numer telefonu'],
      fn: ['Imię'],
      ln: ['Nazwisko'],
      zip: ['Kod pocztowy'],
      ct: ['Miejscowość'],
      country: ['Kraj'],
    },
  ],
];

for (const [columns, roles] of european) {
  test(`the columns ${columns.slice(1, 4).join(', ')} … are recognised, and a street is never a feature`, () => {
    const mapping = mapped(columns);
    assert.deepEqual(mapping.roles, { id: ['id'], ...roles });
    assert.deepEqual([mapping.features, mapping.ignored], [[], [columns[5]]]);
  });
}

test('of several columns that could be the id the most usual one is taken', () => {
  assert.deepEqual(mapped(['external_id', 'user_id', 'id']).roles, {
    id: ['id'],
    extern_id: ['external_id'],
  });
  assert.deepEqual(mapped(['external_id', 'visits']).roles, { id: ['external_id'] });
});

test('what the caller names wins over the header, column by column', () => {
  const { roles, features, ignored } = mapped(['id', 'kunde', 'email', 'mail a', 'a,b', 'mail c', 'notes'], {
    columns: { id: ['KUNDE'], email: ['a,b', 'mail a, mail c'] },
    ignore: ['notes'],
  });
  assert.deepEqual(roles.id, ['kunde']);
  assert.deepEqual(features, ['id']);
  // The header's e-mail column was not named, and an address is never a feature.
  assert.deepEqual(ignored, ['email', 'notes']);
  assert.deepEqual(roles.email, ['a,b', 'mail a', 'mail c']);
});

test('a name with hash or sha256 in it says that the column is hashed', () => {
  const { hashed, ignored } = mapped(['id', 'email_sha256', 'Hashed Phone', 'hem', 'email_md5', 'phone']);
  assert.deepEqual(hashed, ['email_sha256', 'hem', 'Hashed Phone']);
  assert.deepEqual(ignored, ['email_md5']);
});

test('with hashed=true identifiers are hashed, ids and countries are not', () => {
  const { hashed } = mapped(['id', 'email', 'fn', 'country', 'madid', 'dob'], { hashed: true });
  assert.deepEqual(hashed, ['email', 'fn']);
});

test('columns that say who somebody is are never features', () => {
  const { features, ignored } = mapped(['id', 'Full Name', 'street', 'IP address', '', 'plan', 'plan']);
  assert.deepEqual(features, ['plan']);
  assert.deepEqual(ignored, ['Full Name', 'street', 'IP address', '', 'plan']);
});

test('a column that is not there is refused with the columns that are', () => {
  const refusal = refusalOf(() => mapped(['id', 'mail'], { columns: { email: ['correo'] } }));
  assert.equal(refusal.code, 'parameter_invalid');
  assert.deepEqual(refusal.details, {
    parameter: 'email',
    columns: ['id', 'mail'],
    problem: 'The file has no column "correo".',
  });
});

test('a file without an id is refused, and what may be values of its rows is masked', () => {
  const refusal = refusalOf(() => mapped(['ann@town.example', '+49 151 1234567', 'note']));
  assert.deepEqual(refusal.details['columns'], ['xxx@xxxx.xxxxxxx', '+99 999 9999999', 'note']);
  assert.equal(refusal.details['parameter'], 'id');
});

test('a person has one id', () => {
  assert.match(refusalOf(() => mapped(['a', 'b'], { columns: { id: ['a', 'b'] } })).message, /one id/);
});

function refusalOf(work: () => unknown): ImportRefused {
  try {
    work();
  } catch (error) {
    if (error instanceof ImportRefused) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
