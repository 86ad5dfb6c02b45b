import { endingMessage } from '../../../../commands/rehearsal/with-emulator';

const folder = '/tmp/magicnight-rehearsal-1a2b3c4d';
const removed =
  'Everything was removed: the emulator, its containers and their network, the tags of images, and /tmp/magicnight-rehearsal-1a2b3c4d with the states and logs.';

test.each([
  ['succeeded', false, true, 'The rehearsal succeeded, and everything was removed.'],
  ['succeeded', true, false, 'The emulator keeps running.'],
  ['failed', false, true, `${removed} With --keep, it stays.`],
  // Its emulator has ended, or did not start.
  ['failed', false, false, removed],
  [
    'failed',
    true,
    false,
    'The emulator keeps running, with all that was created before the error.',
  ],
  ['interrupted', false, true, removed],
  ['interrupted', false, false, removed],
] as const)(
  'a rehearsal that has %s, and keeps running: %j, can: %j',
  (ending, keepsRunning, canStay, message) => {
    expect(endingMessage(ending, { keepsRunning, canStay, folder })).toBe(message);
  },
);
