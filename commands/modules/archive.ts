import { gunzipSync, gzipSync } from 'node:zlib';

const blockBytes = 512;

/**
 * Creates a tar archive that is identical on every machine: the files are at its root, sorted by name, without owner and time.
 *
 * @param files text by name; a name has at most 100 characters.
 */
export function tarOf(files: ReadonlyMap<string, string>): Buffer {
  const names = [...files.keys()].sort();
  const entries = names.flatMap((name) => {
    const content = Buffer.from(files.get(name) ?? '');
    const rest = Buffer.alloc(-content.length & (blockBytes - 1));
    return [headerOf(name, content.length), content, rest];
  });
  // Two empty blocks end the archive.
  return Buffer.concat([...entries, Buffer.alloc(2 * blockBytes)]);
}

/** Header in the format of POSIX: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format". */
function headerOf(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(bytes, 11), 124);
  header.write(octal(0, 11), 136);
  // The checksum is computed with spaces in its own field.
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${octal(sum, 6)} `, 148);
  return header;
}

/** Compresses a tar archive with gzip, as GitLab requires. The result depends on the version of zlib. */
export function compressed(tar: Buffer): Buffer {
  return gzipSync(tar, { level: 9 });
}

/** Whether a file is the same tar archive, compressed by any version of zlib. */
export function isCompressed(file: Buffer, tar: Buffer): boolean {
  try {
    return gunzipSync(file).equals(tar);
  } catch {
    return false;
  }
}
