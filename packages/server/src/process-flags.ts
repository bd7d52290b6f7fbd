import { setFlagsFromString } from 'node:v8';

// What holds for the whole process and must be set before anything uses it: the first import of main.ts.

/**
 * Each session of the embedded engine holds a thread of libuv's pool while it works, and the default of 4
 * would leave none for files and compression.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';

/**
 * Bytes of an upload come in buffers outside the heap. By default V8 collects the whole heap after every 30 MB
 * of them (11 times in an upload of 5 M lines, 0.5 s of processor time). With the first flag it weighs them together
 * with the heap; the second one lets kernel/received-bytes.ts say when enough of those it cannot give back are unused.
 */
setFlagsFromString('--external-memory-accounted-in-global-limit');
setFlagsFromString('--expose-gc');
