export { type LookalikeReport, reportOf } from './report.ts';
