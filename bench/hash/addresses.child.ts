import { Session } from 'chdb';
import { sqlIn } from '../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../kit/child.ts';
import type { AddressesPlan } from './addresses.ts';

const { path, rows } = inputOfModule<AddressesPlan>();
const session = new Session();
session.queryBind(sqlIn(import.meta.url)('make-addresses'), { path, rows });
session.close();
process.stdout.write('null');
