import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImportRefused } from '../refused.ts';
import { importParametersOf } from './query.ts';

test('the parameters of an import are read from a query', () => {
  const parameters = importParametersOf({
    id: 'nr',
    email: ['mail', 'mail2'],
    country: '',
    format: 'NDJSON',
    hashed: 'true',
    phone_country: 'DE',
    file_name: 'people.ndjson',
    ignore: 'notes',
  });
  assert.deepEqual(parameters, {
    format: 'ndjson',
    fileName: 'people.ndjson',
    phoneCountry: 'de',
    mapping: { columns: { id: ['nr'], email: ['mail', 'mail2'] }, ignore: ['notes'], hashed: true },
  });
});

test('without parameters everything is left to the file', () => {
  assert.deepEqual(importParametersOf({}), {
    format: null,
    fileName: null,
    phoneCountry: null,
    mapping: { columns: {}, ignore: [], hashed: false },
  });
});

for (const [name, value] of [
  ['emial', 'mail'],
  ['format', 'xlsx'],
  ['hashed', 'maybe'],
  ['phone_country', 'Germany'],
] as const) {
  test(`the parameter ${name}=${value} of an import is refused by name`, () => {
    assert.throws(
      () => importParametersOf({ [name]: value }),
      (error) => {
        assert.ok(error instanceof ImportRefused);
        assert.equal(error.code, 'parameter_invalid');
        assert.ok(JSON.stringify(error.details).includes(name));
        return true;
      },
    );
  });
}
