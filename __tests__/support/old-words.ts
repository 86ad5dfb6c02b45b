interface OldWord {
  /** A space also matches a line break, with the comment characters of the next line. */
  readonly words: RegExp;
  readonly instead: string;

  /** @default - all files */
  readonly files?: RegExp;
}

const constructs = /^constructs\//;
const review = /^(?:commands\/(?:review|drift)|docs\/|README)/;

/** Words that the project no longer uses in this meaning. */
export const oldWords: readonly OldWord[] = [
  // Environment, hostnames and ingress.
  {
    words: /\b(?:[Tt]he|[Aa]|[Ii]ts|[Tt]his|[Ee]ach|whole) sites?\b(?![-/])|\b[Ss]ite's\b/,
    instead: '"environment", "hostnames" or "load balancer"',
  },
  {
    words: /\b(?:Site[A-Z]\w*|addSite|\w+Site(?:Options|Description|Names|Https|Props))\b/,
    instead: 'Environment…, DnsRecords or Ingress',
  },

  // EC2 capacity, and DNS names.
  {
    words: /\b[Hh]osts\b/,
    instead: '"instances" or "EC2 capacity" (EC2), "hostnames" (DNS), "containers"',
  },
  {
    words:
      /\bEC2 host\b|\bhost of EC2\b|\b(?:fits?|on|per) (?:a|one|each|its|an empty|the same) host\b|\bhost (?:with|without) tasks\b/,
    instead: '"instance"',
  },
  {
    words:
      /\b(?:hostsOf|hostWord|HostName|HostsDescription|HostsOptions|HostType|HostAccess|hostTypes)\b/,
    instead: 'hostnames…, Ec2Capacity… or Instance…',
  },

  // Options, and their validation.
  {
    words: /\b(?:class|interface|type) \w*Description\b|\bInvalidDescription\b/,
    instead: 'XxxOptions, ResolvedXxx or ValidationError',
  },
  {
    words:
      /\b(?:[Tt]he|[Aa]|[Ww]rong|[Ss]ame) descriptions?\b(?! of (?:the|a|an|its|all) (?:resource|variable|output|input|rule|group|policy)s?)/,
    instead: '"options", or "services.ts" and "main.ts"',
  },
  {
    words: /\bProblems\b|\bproblemsOf\b|\b[a-z]+(?:[A-Z][a-z]+)*Problems?\b/,
    instead: 'ValidationIssues, validate… or …Issue',
  },
  { words: /\b[Pp]roblems?\b/, instead: '"issues"', files: constructs },
  {
    words: /\b(?:[Ww]hat|[Aa]ll that) is (?:not )?wrong\b/,
    instead: '"issues", "warnings" or "Validates …"',
  },
  {
    words: /\busual[A-Z]\w*|\b[a-z]+Usual\w*|\b(?:[Ww]hat|as|is|are) usual\b/,
    instead: '"default"',
  },

  // Network.
  { words: /\b[Ww]ays? out\b|\bpublicWays\b/, instead: '"egress" or "internet access"' },
  {
    words: /\b[Ww]ays? of (?:the )?requests?\b|\brequestWay\w*/,
    instead: '"request path" or "topology"',
  },
  {
    words: /\b[Nn]owhere\b(?! else)/,
    instead: '"does not resolve", "has no target" or "no-aws"',
  },

  // Context of a construct or a command, and its names.
  { words: /\b[Ss]urroundings\b/, instead: '"context" or "prerequisites"' },
  { words: /\b(?:Capacity|Container|Docker|Rollout)Place\b/, instead: '…Context' },
  {
    words: /\bNewVpc\b|\bVpcOfCaller\b|\bboundedRole\b/,
    instead: 'Vpc, ModuleVpc or roleWithBoundary',
  },
  {
    words: /\bnoteGrants\b|\bnoteService\b|\bnotedService\b|\bgeneratedNote\b/,
    instead: 'recordGrants, setServiceMetadata, serviceMetadata or generatedMarker',
  },
  {
    words: /\bbesideSize\b|\bsizeBesideDaemon\b|\btheOne\b|\bCounted\b/,
    instead: 'sidecarSize, taskSizeWithoutDaemon, instanceRef or CountArg',
  },

  // Review.
  {
    words:
      /\b(?:[Ii]s|[Aa]re|[Bb]e|[Ww]as|[Ww]ere|[Oo]nly|[Jj]ust) told\b|\btold (?:of|that|apart)\b|'told'|\btold:/,
    instead: '"reported", "a warning", "for information", "notified" or "gets"',
  },
  { words: /\bfor the eyes\b/, instead: '"for humans", or what it formats' },
  { words: /\bshown[A-Z]\w*|\bshown\(/, instead: 'format… or render…' },
  {
    words: /\b[Ll]oss(?:es)?\b|\b[Ll]oss[A-Z]\w*|\blost-\w+|\bcan(?:not)? be lost\b/,
    instead: '"destroy consequences" or "destroyed"',
    files: review,
  },
  { words: /\b(?:is|are) gone\b|'gone'|\bgone:/, instead: '"destroyed"', files: review },
  {
    words: /\b[Oo]penings?\b|\b[Gg]rowth\b|\bjudgeOf\b|\btellerOf\b|\bisGated\b/,
    instead: '"allowed traffic", "policy diff", evaluate, redactFindings or isBlocking',
  },
  {
    words: /\b[Rr]emarks?\b|\btouchedServices\b|\bnot touched\b/,
    instead: '"notices" or "affected"',
    files: review,
  },
  { words: /\b[Ss]crub\w*|\b[Mm]asks?\b|\b[Mm]asked\b/, instead: '"redacted" or "placeholder"' },
  {
    words: /\b(?:whole-modules|loose-values|marked-secrets|task-facts|part-list)\b/,
    instead: 'validate-plan, json-values, sensitive-values, ecs-services or node-list',
  },
  {
    words: /\bThink of this first\b|\bAcknowledgements of nothing\b/,
    instead: '"Review these first" or "Unused acknowledgements"',
  },
  { words: /\bnpm run reviewed\b|\bcommands\/reviewed\b/, instead: 'npm run verify-plan' },

  // Rehearsal.
  { words: /\b[Ss]tand-?ins?\b|\b[Ss]tandIns?[A-Z]\w*|\bstandIns?\b/, instead: '"fake"' },
  {
    words: /\b[Ll]eft-?overs?\b|\bhost[- ]process\b|\bfront[- ]doors?\b/,
    instead: '"residue", "cleanup", "daemon" or "load balancer ports"',
  },

  // Sentences.
  {
    words: /\b[Ww]hat (?:all |the )?names? begins? with\b/,
    instead: '"Prefix of all resource names"',
  },
  {
    words:
      /\bis of no (?!use\b|interest\b)|\bis none that\b|\bto be had\b|\bin vain\b|\brefused meanwhile\b/,
    instead: 'plain English: subject first, the usual word',
  },
  { words: /\banew\b/, instead: '"again", "replaces" or "creates a new …"' },
];

interface AllowedWord extends Pick<OldWord, 'words' | 'files'> {
  readonly reason: string;
}

const replaces = 'an argument of a resource: a change would update or replace it';
const reported = 'a reason in permissions.md, which stays as it is';

/** Uses of these words that are right. */
export const allowedWords: readonly AllowedWord[] = [
  { words: /\bfrom anywhere: the site is public\b/, reason: replaces },
  { words: /'Names of the site'/, reason: replaces, files: /registry-stack/ },
  { words: /'Hosts of tasks(?:: nobody logs in)?'/, reason: replaces },
  { words: /'The ECS agent of hosts'|\bWhat hosts and services call\b/, reason: replaces },
  { words: /\}-hosts\b/, reason: replaces, files: /instance-security-group/ },
  { words: /\bthe host is told which tasks to run\b/, reason: reported },
  { words: /'hosts'/, reason: 'id of a construct', files: /ec2-stack|name-checks/ },
  { words: /"?stand-in for\b/, reason: 'a value of secrets in the stack local and in rehearsals' },
  {
    words: /'stand-ins\.json'/,
    reason: 'a file that commands of other versions read',
    files: /session-record/,
  },
  { words: /\/etc\/hosts\b/, reason: 'a file of Linux' },
  {
    words: /\bhosts (?:of that network )?on the internet\b|\bports of other hosts\b/,
    reason: 'any computer in a network',
  },
  {
    words: /\ball (?:other )?hosts\b/,
    reason: 'names in HTTP requests',
    files: /gateway|workspace/,
  },
  {
    words: /\bA description in a table cell\b|\bthe descriptions of the inputs\b/,
    reason: 'of variables in Terraform',
    files: /module-readme/,
  },
];
