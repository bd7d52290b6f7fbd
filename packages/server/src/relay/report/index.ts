export { RelayReports } from './report.ts';
