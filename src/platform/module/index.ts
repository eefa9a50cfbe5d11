export type { Messages, Module } from './module.ts';
