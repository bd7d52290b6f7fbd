export type { ImportFormat, ImportParameters, Query } from './mapping/query.ts';
export { importFormats, importParameterNames, importParametersOf } from './mapping/query.ts';
export type { MappingRequest, Role } from './mapping/role.ts';
export type { PeopleOptions } from './people.ts';
export { People } from './people.ts';
export type { ImportSource } from './receive.ts';
export { ImportRefused } from './refused.ts';
export type {
  ImportReport,
  ImportSample,
  ImportState,
  MappingReport,
  RejectedIdentifiers,
} from './report.ts';
export type { PopulationStats } from './stats/stats.ts';
