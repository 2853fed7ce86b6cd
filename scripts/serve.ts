/** Serves the built viewer: ranges (206, ETag), MIME types, security headers. Run by `npm start`. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sirv from 'sirv';
import { SECURITY_HEADERS } from './securityHeaders';

export interface ServeOptions {
  readonly port: number;
  readonly folder: string;
  /** Serve under this path, e.g. `/some/where/`; default `/`. */
  readonly basePath?: string;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

function cacheControl(path: string): string {
  return path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

export async function startServer({ port, folder, basePath = '/' }: ServeOptions): Promise<RunningServer> {
  const serveFile = sirv(folder, {
    etag: true,
    dev: false,
    brotli: true,
    setHeaders: (response, path) => {
      response.setHeader('cache-control', cacheControl(path));
      if (path.endsWith('.parquet')) response.setHeader('content-type', 'application/vnd.apache.parquet');
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const url = request.url ?? '/';
    if (!url.startsWith(basePath)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    request.url = `/${url.slice(basePath.length)}`;
    serveFile(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    });
  });
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
  return {
    url: `http://127.0.0.1:${bound}${basePath}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function main(): Promise<void> {
  const folder = fileURLToPath(new URL('../dist', import.meta.url));
  const { url } = await startServer({ port: Number(process.env['PORT'] ?? 4173), folder });
  console.log(`Retrace is at ${url}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
