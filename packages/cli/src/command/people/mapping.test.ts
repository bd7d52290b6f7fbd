import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { addMappingOptions, queryOf } from './mapping.ts';

function queryFor(...args: readonly string[]) {
  const command = new Command('import').argument('<file>').exitOverride();
  addMappingOptions(command);
  command.parse([...args], { from: 'user' });
  return { file: command.args[0], query: queryOf(command.opts()) };
}

test('what the options name is named in the query, in the words of the API', () => {
  const { file, query } = queryFor(
    '--id',
    'nr',
    '--extern-id',
    'crm',
    '--hashed',
    '--phone-country',
    'DE',
    'people.csv',
  );
  assert.equal(file, 'people.csv');
  assert.deepEqual(query, [
    ['id', 'nr'],
    ['extern_id', 'crm'],
    ['phone_country', 'DE'],
    ['hashed', 'true'],
  ]);
});

test('an option that names a column may be repeated, and does not swallow the file', () => {
  const { file, query } = queryFor('--email', 'work mail', '--email', 'private', 'people.csv');
  assert.equal(file, 'people.csv');
  assert.deepEqual(query, [
    ['email', 'work mail'],
    ['email', 'private'],
  ]);
});

test('without options the query says nothing, and the header decides', () => {
  assert.deepEqual(queryFor('people.csv').query, []);
});
