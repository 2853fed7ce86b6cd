import { expect, it } from 'vitest';
import { isPrivateHost } from './hosts';

it.each(['172.16.0.1', '172.31.9.9', 'fd00::1', 'fe80::1', 'printer.local', 'localhost.'])(
  '%s is private',
  (host) => {
    expect(isPrivateHost(host)).toBe(true);
  },
);

it.each(['172.32.0.1', '8.8.8.8', 'huggingface.co', '2606:4700::1', 'fdic.gov', 'fcbarcelona.com'])(
  '%s is public',
  (host) => {
    expect(isPrivateHost(host)).toBe(false);
  },
);
