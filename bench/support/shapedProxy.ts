/**
 * Stands before the app's server: counts every answer exactly and, when shaped, gives each the latency and all
 * together the bandwidth of a line. The data server shapes itself.
 */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Shape } from '../../src/testing/faultServer';

export interface ProxiedRequest {
  readonly path: string;
  bytes: number;
}

export interface ShapedProxy {
  readonly url: string;
  readonly log: ProxiedRequest[];
  shape: Shape;
  close(): Promise<void>;
}

const PIECE = 16 * 1024;

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}

export async function startShapedProxy(target: string, first: Shape): Promise<ShapedProxy> {
  const log: ProxiedRequest[] = [];
  let shape = first;
  /** When the line is free again, by the clock of `performance`. */
  let freeAt = 0;
  async function send(
    answer: IncomingMessage,
    response: ServerResponse,
    logged: ProxiedRequest,
  ): Promise<void> {
    await pause(shape.latencyMs);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    for await (const chunk of answer) {
      const bytes = chunk as Buffer; // no encoding is set on it
      for (let at = 0; at < bytes.length && !response.destroyed; at += PIECE) {
        const piece = bytes.subarray(at, at + PIECE);
        freeAt = Math.max(freeAt, performance.now()) + (piece.length / shape.bytesPerSecond) * 1000;
        const waitMs = freeAt - performance.now();
        if (waitMs > 1) await pause(waitMs);
        logged.bytes += piece.length;
        response.write(piece);
      }
    }
    response.end();
  }
  const server = createServer((request, response) => {
    const logged = { path: new URL(request.url ?? '/', target).pathname, bytes: 0 };
    log.push(logged);
    const { method = 'GET', headers } = request;
    const forwarded = ask(new URL(request.url ?? '/', target), { method, headers }, (answer) => {
      send(answer, response, logged).catch(() => response.destroy());
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  return {
    url: `http://127.0.0.1:${port}/`,
    log,
    get shape() {
      return shape;
    },
    set shape(next) {
      shape = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
