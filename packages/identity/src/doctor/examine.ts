import { type Encoding, RecordDecoder } from '../table/decoder.ts';
import { delimiterOf, endOfRecords, recordsOf } from '../table/records.ts';
import { type Diagnosis, Doctor, type DoctorOptions } from './doctor.ts';
import { finding } from './finding.ts';

/** Looks at a delimited file as its bytes arrive. Memory is that of one piece, and of the numbers that are kept. */
export class DelimitedDoctor {
  readonly #decoder: RecordDecoder;
  readonly #doctor: Doctor;
  #delimiter: string | null = null;
  #line = 1;
  readonly #said: boolean;

  /** Without an encoding it is told by the first bytes, and one that is not UTF-8 is a finding. */
  constructor(options: DoctorOptions = {}, encoding: Encoding | null = null) {
    this.#decoder = new RecordDecoder(endOfRecords, encoding);
    this.#said = encoding !== null;
    this.#doctor = new Doctor(options);
  }

  push(bytes: Uint8Array): void {
    this.#read(this.#decoder.push(bytes));
  }

  /** Says what is wrong; nothing may be pushed afterwards. */
  end(): Diagnosis {
    this.#read(this.#decoder.end());
    const diagnosis = this.#doctor.diagnosis();
    if (this.#said || this.#decoder.encoding === 'utf-8') return diagnosis;
    return { ...diagnosis, findings: [finding('utf16', null, diagnosis.rows, null), ...diagnosis.findings] };
  }

  #read(text: string): void {
    if (text === '') return;
    this.#delimiter ??= delimiterOf(
      text.slice(0, text.indexOf('\n') === -1 ? text.length : text.indexOf('\n')),
    );
    for (const record of recordsOf(text, this.#delimiter, this.#line)) this.#doctor.row(record);
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line += 1;
  }
}
