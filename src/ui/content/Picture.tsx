/** Loaded late. A picture inside the data: said what it is, decoded when asked for. Pictures elsewhere are never fetched. */
import { Image as ImageIcon, ImageOff } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatBytes, formatCount } from '../../lib/text';
import classes from './Picture.module.css';
import { base64Of, decodeBase64, readPictureHeader, type PictureHeader } from './pictureHeader';

/** A picture is 4 bytes a pixel once decoded: 100 MB. */
const MOST_PIXELS = 25_000_000;
const MOST_CHARS = 20_000_000;
/** A frame header stands behind at most some segments of 64 kB. */
const HEADER_CHARS = 400_000;

export function Picture({ text }: { text: string }): ReactNode {
  const [address, setAddress] = useState<string>();
  const [isBroken, setBroken] = useState(false);
  useEffect(
    () => () => {
      if (address !== undefined) URL.revokeObjectURL(address);
    },
    [address],
  );
  const header = useMemo(() => {
    const bytes = decodeBase64(base64Of(text.slice(0, HEADER_CHARS)), HEADER_CHARS);
    return bytes && readPictureHeader(bytes);
  }, [text]);
  const refused = refusalOf(text, header);
  const toggle = (): void => {
    if (address !== undefined || header === undefined) {
      setAddress(undefined);
      return;
    }
    const bytes = decodeBase64(base64Of(text));
    if (bytes === undefined) setBroken(true);
    // the type read from the bytes, whatever the data calls it
    else setAddress(URL.createObjectURL(new Blob([bytes], { type: header.mime })));
  };
  if (header === undefined || refused !== undefined) {
    return (
      <span className={classes['line']}>
        <ImageOff size={12} aria-hidden /> {refused}
      </span>
    );
  }
  return (
    <span className={classes['picture']}>
      <span className={classes['line']}>
        <ImageIcon size={12} aria-hidden /> {header.format}, {formatCount(header.width)} ×{' '}
        {formatCount(header.height)} px, {formatBytes(Math.floor((base64Of(text).length * 3) / 4))}
        <button
          type="button"
          className={classes['toggle']}
          aria-expanded={address !== undefined}
          onClick={toggle}
        >
          {address === undefined ? 'Show image' : 'Hide image'}
        </button>
      </span>
      {isBroken ? (
        <span className={classes['line']}>The image cannot be decoded.</span>
      ) : (
        address !== undefined && (
          <img
            className={classes['image']}
            src={address}
            alt={`In the data: ${header.format}, ${header.width} × ${header.height} px`}
            onError={() => setBroken(true)}
          />
        )
      )}
    </span>
  );
}

/** Why it stays text, in words. */
function refusalOf(text: string, header: PictureHeader | undefined): string | undefined {
  if (/^\s*data:image\/svg/i.test(text.slice(0, 40))) return 'image not drawn: SVG is shown as text';
  if (header === undefined) return 'image not drawn: its first bytes are no PNG, JPEG, GIF or WebP';
  const pixels = header.width * header.height;
  if (pixels > MOST_PIXELS) {
    return `image not drawn: ${formatCount(header.width)} × ${formatCount(header.height)} is above ${formatCount(MOST_PIXELS)} pixels`;
  }
  if (text.length > MOST_CHARS) {
    return `image not drawn: ${formatBytes(text.length)} is above ${formatBytes(MOST_CHARS)}`;
  }
  return undefined;
}
