export { type Shape, shapeOf, shapes } from './cell.ts';
export type { ColumnPicture, Diagnosis, DoctorOptions } from './doctor.ts';
export { Doctor } from './doctor.ts';
export { DelimitedDoctor } from './examine.ts';
export type { Finding, FindingCode } from './finding.ts';
export { findings } from './finding.ts';
export type { TestHashes } from './test-values.ts';
export { testHashes } from './test-values.ts';
