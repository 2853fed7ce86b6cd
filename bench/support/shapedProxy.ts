/**
 * Stands before a server: counts every answer exactly and gives it the latency and bandwidth of a line. Several proxies on
 * one line share its bandwidth, as a reader's requests do.
 */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Shape } from '../../src/testing/faultServer';

export interface ProxiedRequest {
  readonly path: string;
  bytes: number;
}

export interface ShapedProxy {
  readonly origin: string;
  readonly log: ProxiedRequest[];
  close(): Promise<void>;
}

/** What all requests of a reader share. */
export interface Line {
  shape: Shape;
  /** Resolves when so many bytes have gone through. */
  carry(byteLength: number): Promise<void>;
}

const PIECE = 16 * 1024;

export function createLine(shape: Shape): Line {
  /** When the line is free again, by the clock of `performance`. */
  let freeAt = 0;
  const line: Line = {
    shape,
    async carry(byteLength) {
      const { bytesPerSecond } = line.shape;
      if (!Number.isFinite(bytesPerSecond)) return;
      freeAt = Math.max(freeAt, performance.now()) + (byteLength / bytesPerSecond) * 1000;
      const waitMs = freeAt - performance.now();
      // Timers are coarser than a piece: the debt is paid with the next ones.
      if (waitMs > 2) await pause(waitMs);
    },
  };
  return line;
}

/** Until the reader took it, or went away. */
function written(response: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    if (response.write(piece)) return resolve();
    response.once('drain', done);
    response.once('close', done);
  });
}

async function forward(
  line: Line,
  answer: IncomingMessage,
  response: ServerResponse,
  logged: ProxiedRequest,
): Promise<void> {
  if (line.shape.latencyMs > 0) await pause(line.shape.latencyMs);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  for await (const chunk of answer) {
    const bytes = chunk as Buffer; // no encoding is set on it
    for (let at = 0; at < bytes.length && !response.destroyed; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      await line.carry(piece.length);
      logged.bytes += piece.length;
      await written(response, piece);
    }
  }
  response.end();
}

export async function startShapedProxy(target: string, line: Line): Promise<ShapedProxy> {
  const log: ProxiedRequest[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', target);
    const logged = { path: url.pathname, bytes: 0 };
    log.push(logged);
    const { method = 'GET', headers } = request;
    const forwarded = ask(url, { method, headers }, (answer) => {
      forward(line, answer, response, logged).catch(() => response.destroy());
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    forwarded.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  return {
    origin: `http://127.0.0.1:${port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
