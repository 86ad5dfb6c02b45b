#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

// Node.js 22.8 and newer keep the compiled code of all packages in a cache folder.
enableCompileCache?.();

// In a checkout, the source runs, so that no old build is ever used. The package has only the build.
const isCheckout = existsSync(join(__dirname, '../tsconfig.build.json'));
if (isCheckout) require('tsx/cjs');
require(isCheckout ? '../commands/magicnight' : '../dist/commands/magicnight');
