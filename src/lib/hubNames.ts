/** `hf:owner/name@revision:config` without the revision; other sources as they are. What is kept for a file is kept for its version, whichever link led to it. */
export function withoutRevision(source: string): string {
  return source.replace(/^(hf:[^@:]+)@[^:]+/, '$1');
}
