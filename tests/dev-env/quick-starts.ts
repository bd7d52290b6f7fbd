import { join } from 'node:path';
import { copyStores, forgetFirstStart, withEmptyStores } from './empty-stores.ts';
import { TestServer } from './test-server.ts';

/**
 * Runs what starts many servers so that each starts quickly: they share compiled modules, which a server writes only when
 * it ends in good order (most are killed), and begin with empty stores that were made once.
 */
export async function withQuickStarts<Result>(
  directory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  process.env['NODE_COMPILE_CACHE'] ??= join(directory, 'compiled');
  const stores = join(directory, 'stores');
  {
    await using first = await TestServer.start();
    await first.stop();
    await first.stores({ control: forgetFirstStart });
    copyStores(first.dataDir, stores);
  }
  return withEmptyStores(stores, work);
}
