export * from './encoding/index.ts';
export * from './model/index.ts';
