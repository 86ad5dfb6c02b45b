/** Prints at the end of a run which tests this machine could not run, and why. */
module.exports = class LeftOutReporter {
  onRunComplete(_contexts, results) {
    const leftOut = results.testResults
      .flatMap((file) => file.testResults)
      .filter((result) => result.status === 'pending' && result.title.startsWith('left out: '));
    if (leftOut.length === 0) return;
    const lines = leftOut.map(({ title }) => `  ${title.replace('left out: ', '')}`);
    process.stderr.write(`\nLeft out on this machine:\n${lines.join('\n')}\n`);
    process.stderr.write('With REQUIRE=all each of these is a failure.\n');
  }
};
