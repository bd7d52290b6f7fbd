import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DelimitedDoctor, findings } from '@kindred/identity';
import fc from 'fast-check';
import { faults } from '../../vectors/doctor/faults.ts';
import { falseAlarms, measureFault } from '../../vectors/doctor/measure.ts';

test('every mistake of the table of findings is made on purpose, and found when all rows have it', async () => {
  const made = new Set<string>(faults.map(({ code }) => code));
  assert.deepEqual(
    Object.keys(findings).filter((code) => !made.has(code)),
    ['empty_file'],
  );
  for (const fault of faults) {
    const { found } = await measureFault(fault, 2);
    const [seen, of] = found['all'] ?? [0, 1];
    assert.equal(seen, of, fault.says);
  }
});

test('nothing is said of files that are right', async () => {
  for (const [form, wrong] of await falseAlarms(10)) assert.equal(wrong, 0, form);
});

test('any bytes in any pieces end in a diagnosis, and the pieces make no difference', () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.stringMatching(/^[a-z@.,;"\n 0-9]{0,300}$/).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(anyBytes, fc.integer({ min: 2, max: 50 }), (bytes, size) => {
      const whole = new DelimitedDoctor();
      whole.push(bytes);
      const cut = new DelimitedDoctor();
      // The encoding is told by the first piece.
      cut.push(bytes.subarray(0, 64));
      for (let at = 64; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
      assert.deepEqual(cut.end().findings, whole.end().findings);
    }),
    { numRuns: 500 },
  );
});

test('a diagnosis never holds a value of the file', () => {
  const doctor = new DelimitedDoctor();
  doctor.push(new TextEncoder().encode('email,phone\nsecret@example.com,x\nsecret2@example.com,secret3\n'));
  assert.doesNotMatch(JSON.stringify(doctor.end()), /secret/);
});

test('an empty file is one', () => {
  assert.equal(new DelimitedDoctor().end().findings[0]?.code, 'empty_file');
});
