/** Data URLs, and the base64 of the first bytes of PNG, JPEG, GIF and WebP. */
const LOOKS = /^\s*(?:data:image\/|iVBORw0KGgo|\/9j\/|R0lGOD|UklGR)/;
const LEAST_CHARS = 40;

/** Could this text be a picture? Looks at its first characters only. */
export function looksLikePicture(text: string): boolean {
  return text.length >= LEAST_CHARS && LOOKS.test(text.slice(0, LEAST_CHARS));
}
