import './process-flags.ts';
import type { FastifyInstance } from 'fastify';
import { compose } from './compose/index.ts';
import { type Config, readConfig, readEnvironment, readSecrets } from './config/index.ts';
import { OperatorError } from './kernel/operator-error.ts';

/** Start: environment → config → compose → listen → wait for a signal → drain. */
async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const config = readConfig(env);
  const secrets = readSecrets(env, config);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await using app = await compose(config, secrets);
  await app.start();
  const address = await listen(app.http, config);
  await app.open((token) => console.log(`Operator token (shown this once, keep it): ${token}`));
  console.log(`Kindred listens on ${config.publicUrl ?? address}`);
  await stopped;
  console.log('Kindred stops: what is under way may end first.');
}

try {
  await main();
  console.log('Kindred has stopped.');
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function listen(http: FastifyInstance, config: Config): Promise<string> {
  try {
    return await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `The server cannot listen on ${config.host}, port ${config.port} (${code}). ` +
        'Choose another address with KINDRED_HOST, or another port with KINDRED_PORT.',
      { cause: error },
    );
  }
}
