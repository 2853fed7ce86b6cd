/** Changes whenever the same bytes would give other figures or findings. Part of cache keys and export manifests. */
export const PARSER_VERSION = '3';
