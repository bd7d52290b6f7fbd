/**
 * Each session of the embedded engine holds a thread of libuv's pool while it works, and the default of 4
 * would leave none for files and compression. Must be set before the first use of the pool, so this module is
 * the first import of main.ts.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';
