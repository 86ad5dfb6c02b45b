import { writeFileSync } from 'node:fs';
import { contentTag } from '../../../../constructs/images/content-tag';
import { staleImages } from '../../../../constructs/images/pushed-images';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { inExampleFolder } from '../../../support/in-folder';

test('each image of a folder is compared with the last push of its own variable', () => {
  inExampleFolder(() => {
    const plain = { folder: 'containers/web' };
    const other = { ...plain, args: { APP: 'a' } };
    const services = resolveServices([
      { name: 'plain', image: plain, routes: ['/'] },
      { name: 'other', image: other, routes: ['/other'] },
    ]);
    const tags = { image_web: contentTag(plain), image_web__f69ee5: contentTag(other) };
    writeFileSync('images.auto.tfvars.json', JSON.stringify(tags));
    expect(staleImages('.', 'acme', services)).toEqual([]);
    const old = { ...tags, image_web__f69ee5: contentTag(plain) };
    writeFileSync('images.auto.tfvars.json', JSON.stringify(old));
    expect(staleImages('.', 'acme', services)).toEqual([
      `images.auto.tfvars.json names acme/web:${contentTag(plain)}, but containers/web has changed since; push it (npm run images), or delete the file`,
    ]);
  });
});
