export { type ConnectionOptions, checkedToken, checkedUrl, connectionOf } from './connection.ts';
export { type Profile, type Profiles, profileNamed, readProfiles, writeProfiles } from './file.ts';
