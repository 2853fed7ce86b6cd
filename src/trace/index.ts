export * from './filter';
export * from './model';
