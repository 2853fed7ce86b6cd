/** Every error code of the product. A code names one fact; the message says it with file, place and numbers. */
export const ERROR_CODES = [
  'ABORTED',
  'BAD_URL',
  'FETCH_FAILED',
  'HTTP_STATUS',
  'NOT_A_DATASET',
  'PARQUET_CORRUPT',
  'PARQUET_LIMIT',
  'PARQUET_NO_FOOTER',
  'MISSING_COLUMN',
  'FILE_CHANGED',
  'FILE_EMPTY',
  'FILE_NOT_AT_HAND',
  'HUB_NOT_FOUND',
  'HUB_REFUSED',
  'HUB_LIMIT',
  'READ_COST',
  'RANGE_REFUSED',
  'RANGE_WRONG',
  'TIMED_OUT',
  'TOO_LARGE',
  'ROW_NOT_FOUND',
  'TRAJECTORY_NOT_FOUND',
  'GZIP_CORRUPT',
  'ENGINE_FAILED',
  'SAVE_FAILED',
  'ENGINE_LOST',
  'SQL_REFUSED',
  'SQL_FAILED',
  'OUT_OF_MEMORY',
  'WORKER_DIED',
  'UNKNOWN',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  /** Plain data only: it crosses the worker boundary and stands under "Copy details". */
  readonly details?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly cause?: unknown;
}

/** The one error class. `code` is for programs, `message` for readers, `details` for bug reports. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: NonNullable<AppErrorOptions['details']>;

  constructor(code: ErrorCode, message: string, { details = {}, cause }: AppErrorOptions = {}) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Anything thrown, as an AppError: what is none already becomes `ABORTED` or `UNKNOWN` with its own message. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error) {
    if (isOutOfMemory(thrown)) {
      const message = `The browser gave this page no more memory (${thrown.message}). Close other tabs or open fewer files, then try again.`;
      return new AppError('OUT_OF_MEMORY', message, { cause: thrown });
    }
    const code: ErrorCode = thrown.name === 'AbortError' ? 'ABORTED' : 'UNKNOWN';
    return new AppError(code, thrown.message, { cause: thrown });
  }
  return new AppError('UNKNOWN', String(thrown));
}

/** In the words of V8, SpiderMonkey and JavaScriptCore; a text that grew too long ends in the same way. */
function isOutOfMemory({ name, message }: Error): boolean {
  return (
    /^(RangeError|InternalError|NotReadableError)$/.test(name) &&
    /allocation failed|out of memory|could not allocate|Invalid string length/i.test(message)
  );
}
