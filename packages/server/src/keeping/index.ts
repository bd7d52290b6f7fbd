export { type Backup, backUp } from './backup.ts';
export { examine } from './doctor.ts';
export { readGate } from './gate.ts';
export { type Restored, restore } from './restore.ts';
