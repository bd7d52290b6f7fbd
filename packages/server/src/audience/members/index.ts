export { MemberExport } from './export.ts';
