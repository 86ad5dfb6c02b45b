/** Makes a synth a third faster, and suppresses a warning of Node.js. Import this file before all others. */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname } from 'node:path';

// cdktf calls util.isArray, for which Node.js 22 and newer print a deprecation warning at each start.
process.noDeprecation = true;

// For its own messages, cdktf records a whole stack trace with source maps for each token. Other packages get what they ask for.
const capture = Error.captureStackTrace;
Error.captureStackTrace = (object, below = Error.captureStackTrace) => {
  if (Error.stackTraceLimit !== Number.MAX_SAFE_INTEGER) capture(object, below);
};

// cdktf loads an archiver for TerraformAsset at each start. Here it is loaded at its first call. CDK Terrain has no archiver.
const cdktf = dirname(require.resolve('cdktf'));
const archiver = resolved('archiver', cdktf);
if (archiver) {
  const later = new Module(archiver);
  later.exports = (...args: unknown[]) => {
    delete require.cache[archiver];
    return Module.createRequire(cdktf)(archiver)(...args);
  };
  require.cache[archiver] = later;
}

function resolved(name: string, folder: string): string | undefined {
  try {
    return require.resolve(name, { paths: [folder] });
  } catch {
    return undefined;
  }
}

// tsx searches each file for syntax to transform, and Node.js decodes the source map at the end of the file. These packages
// need no transformation, and more than half of their bytes are source maps.
type Load = (module: Loading, path: string) => void;
type Loading = NodeModule & { _compile(code: string, path: string): void };
const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, Load> };
const load = extensions['.js'];
extensions['.js'] = (module, file) => {
  if (!/[\\/]node_modules[\\/](cdktf|constructs|@cdktf)[\\/]/.test(file))
    return load?.(module, file);
  const code = readFileSync(file, 'utf8');
  const map = code.lastIndexOf('\n//# sourceMappingURL=');
  module._compile(map < 0 ? code : code.slice(0, map), file);
};
