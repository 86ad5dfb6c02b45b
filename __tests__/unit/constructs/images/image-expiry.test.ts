import { deployedMark, expiryPolicy } from '../../../../constructs/images/image-expiry';
import { expiredImages } from '../../../support/expired-images';

const digest = (number: number) => `sha256:${number.toString(16).padStart(64, '0')}`;
const branch = (number: number) => ({ tags: [`tag-${number}`], pushed: number });

test('what an environment runs does not expire, however many images branches push after it', () => {
  const old = { tags: ['0123456789ab', deployedMark('production', digest(1))], pushed: 0 };
  const branches = Array.from({ length: 1000 }, (_, index) => branch(index + 1));
  const expired = expiredImages(expiryPolicy(), [old, ...branches], 1001);
  expect(expired).toEqual(branches.slice(0, 800).reverse());
});

test('another environment that deploys more often does not expire it either', () => {
  const marked = (number: number, ...environments: string[]) => ({
    tags: [`tag-${number}`, ...environments.map((one) => deployedMark(one, digest(number)))],
    pushed: number,
  });
  const images = [marked(0, 'staging', 'production')];
  for (let number = 1; number < 5000; number++) images.push(marked(number, 'staging'));
  expect(expiredImages(expiryPolicy(), images, 5000)).toEqual([]);
  // Their number has an end.
  const more = [...images, marked(5000, 'staging'), marked(5001, 'staging')];
  expect(expiredImages(expiryPolicy(), more, 5001)).toEqual([images[1], images[0]]);
});

test('untagged images go after a day', () => {
  const images = [
    { tags: [], pushed: 8 },
    { tags: [], pushed: 9 },
    { tags: ['0123456789ab'], pushed: 1 },
  ];
  expect(expiredImages(expiryPolicy(), images, 10)).toEqual([images[0]]);
});

test('a mark says the environment and the image, and is a tag', () => {
  const mark = deployedMark('production-eu', `sha256:${'0123456789abcdef'.repeat(4)}`);
  expect(mark).toBe('deployed-production-eu-0123456789ab');
});
