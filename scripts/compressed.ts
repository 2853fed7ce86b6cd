/**
 * Beside each file of the build, the same in Brotli (`.br`), which `scripts/serve.ts` sends to browsers that take it: the
 * SQL engine is 34 MB as it is and 6 MB so. Static hosts compress by themselves and pay it no heed.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
const IS_TEXT_OR_CODE = /\.(?:js|css|html|svg|wasm)$/;
/** Beyond it the engine takes seconds more for a few percent. */
const QUALITY = 6;

export function compressed(): Plugin {
  return {
    name: 'retrace:compressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return;
      const work = Object.values(bundle)
        .filter(({ fileName }) => IS_TEXT_OR_CODE.test(fileName))
        .map(async (file) => {
          const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          const packed = await compress(content, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: QUALITY,
              [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
            },
          });
          await writeFile(join(dir, `${file.fileName}.br`), packed);
        });
      await Promise.all(work);
    },
  };
}
