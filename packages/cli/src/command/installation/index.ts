export { addBackup } from './backup.ts';
export { addDemo } from './demo.ts';
export { addDoctor } from './doctor.ts';
export { addRestore } from './restore.ts';
