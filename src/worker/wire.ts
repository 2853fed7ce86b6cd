/** The worker's catch: what was thrown inside becomes a value on the way out. */
import { AppError, ERROR_CODES, toAppError } from '../lib/AppError';
import type { Wire, WireError } from './api';

export function toWireError(thrown: unknown): WireError {
  const { code, message, details } = toAppError(thrown);
  return { code, message, details };
}

/** The error of another thread, to be thrown in this one. */
export function fromWireError({ code, message, details }: WireError): AppError {
  return new AppError(ERROR_CODES.find((each) => each === code) ?? 'UNKNOWN', message, { details });
}

/** Calls in flight by number, so that the screen can supersede them. */
export class Calls {
  readonly #running = new Map<number, AbortController>();

  async run<T>(call: number, act: (signal: AbortSignal) => Promise<T>): Promise<Wire<T>> {
    const controller = new AbortController();
    this.#running.set(call, controller);
    try {
      return { ok: true, value: await act(controller.signal) };
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    } finally {
      this.#running.delete(call);
    }
  }

  abort(call: number): void {
    this.#running.get(call)?.abort();
  }
}
