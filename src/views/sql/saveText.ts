/** Hands a text or bytes to the browser as a download. */
export function saveText(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the download has begun with the click; the address may go once it was read
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
