import './thread-pool.ts';
import { compose } from './compose.ts';
import { readConfig, readEnvironment, readSecrets } from './config/index.ts';
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
  const address = await app.http.listen({ host: config.host, port: config.port });
  if (app.firstToken !== null) {
    console.log(`Operator token (shown this once, keep it): ${app.firstToken}`);
  }
  console.log(`Kindred listens on ${config.publicUrl ?? address}`);
  await stopped;
}

try {
  await main();
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  console.error(sentence);
  process.exitCode = 1;
}

/** What an operator can mend is said in one sentence, without a stack; null: it is a failure of ours. */
function sentenceFor(error: unknown): string | null {
  if (error instanceof OperatorError) return error.message;
  if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    return `${error.message}. Choose another port with KINDRED_PORT.`;
  }
  return null;
}
