// Prints the jobs that GitLab creates from a .gitlab-ci.yml for some events, as JSON. Runs in the folder of the
// file, with the events as JSON; a program of its own, since gitlab-ci-local is an ES module.
import { handler } from 'gitlab-ci-local/src/handler.js';
import { WriteStreamsMock } from 'gitlab-ci-local/src/write-streams.js';

/** @type {Record<string, Record<string, string | null>>} Variables by event; null unsets one. */
const events = JSON.parse(process.argv[2] ?? '{}');
/** @type {Record<string, unknown>} */
const jobsOfEvents = {};
for (const [index, [event, variables]] of Object.entries(events).entries()) {
  const jobs = [];
  const given = Object.entries(variables);
  const args = {
    listJson: true,
    variable: given.flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`)),
    unsetVariable: given.flatMap(([name, value]) => (value === null ? name : [])),
    // Only once, because it is slow and does not depend on the event.
    jsonSchemaValidation: index === 0,
    // It does not support access: maintainer yet.
    ignoreSchemaPaths: ['#/properties/access/enum'],
  };
  await handler(args, new WriteStreamsMock(), jobs);
  jobsOfEvents[event] = jobs.map(({ name, when, stage, jobData }) => ({
    ...jobData,
    name,
    when,
    stage,
  }));
}
console.log(JSON.stringify(jobsOfEvents));
