import { join } from 'node:path';
import { withEmptyCluster } from './empty-cluster.ts';
import { TestServer } from './test-server.ts';

/**
 * Runs what starts many servers so that each starts quickly: they share compiled modules, which a server writes only when
 * it ends in good order (most are killed), and an empty cluster.
 */
export async function withQuickStarts<Result>(
  directory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  process.env['NODE_COMPILE_CACHE'] ??= join(directory, 'compiled');
  return withEmptyCluster(join(directory, 'cluster'), async () => {
    {
      await using first = await TestServer.start();
      await first.stop();
    }
    return work();
  });
}
