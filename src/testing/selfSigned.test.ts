import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { expect, test } from 'vitest';
import { selfSigned } from './selfSigned';

test('every certificate is one that a server takes, whatever the length of its signature', () => {
  const lengths = new Set<number>();
  for (let each = 0; each < 64; each += 1) {
    const made = selfSigned('huggingface.co');
    expect(() => createSecureContext(made)).not.toThrow();
    expect(new X509Certificate(made.cert).subject).toBe('CN=huggingface.co');
    lengths.add(made.cert.length);
  }
  expect(lengths.size).toBeGreaterThan(1);
});
