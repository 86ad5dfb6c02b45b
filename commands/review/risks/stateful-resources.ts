import type { Risk } from '../model/report';

/** Consequences of destroying or replacing a resource of one type. */
export interface Consequence {
  readonly area: Extract<Risk['area'], 'state' | 'traffic' | 'protection' | 'capacity'>;

  /** Name of the type in sentences. */
  readonly noun: string;

  /** Effect of a replacement; `undefined` if a replacement has no effect. */
  readonly replaced?: string;

  /** Effect of its destruction. */
  readonly destroyed: string;
}

function state(noun: string, replaced: string, destroyed = replaced): Consequence {
  return { area: 'state', noun, replaced, destroyed };
}

const database = (noun: string) =>
  state(noun, 'its data is lost, except for snapshots and backups');

/** Types that hold data that cannot be recreated. */
export const statefulResources: Readonly<Record<string, Consequence>> = {
  aws_ecr_repository: state(
    'image repository',
    'all its images are deleted: no task can start or roll back to an older image until they are pushed again',
  ),
  aws_s3_bucket: state(
    'bucket',
    'all its objects are deleted (AWS refuses to delete a bucket with objects unless force_destroy is set)',
  ),
  aws_cloudwatch_log_group: state('log group', 'all its logs are deleted'),
  aws_db_instance: database('database'),
  aws_rds_cluster: database('database cluster'),
  aws_dynamodb_table: database('table'),
  aws_elasticache_cluster: database('cache'),
  aws_elasticache_replication_group: database('cache'),
  aws_efs_file_system: database('file system'),
  aws_ebs_volume: database('disk'),
  aws_opensearch_domain: database('search domain'),
  aws_sqs_queue: state('queue', 'all its messages are lost, and its URL can change'),
  aws_sns_topic: state('topic', 'all its subscriptions are deleted'),
  aws_kms_key: state(
    'KMS key',
    'data that it encrypted cannot be decrypted after its waiting period',
  ),
  aws_secretsmanager_secret: state(
    'secret',
    'its value is lost; tasks that refer to it do not start',
  ),
  aws_ssm_parameter: state(
    'parameter',
    'tasks that refer to it do not start until the new one exists',
    'tasks that refer to it do not start',
  ),
  aws_cognito_user_pool: state('user pool', 'all its users are deleted'),
  docker_volume: state('volume', 'all its files are deleted'),
  aws_ecrpublic_repository: state(
    'public image repository',
    'all its images are deleted: nobody can pull them',
  ),
  aws_s3_directory_bucket: state('directory bucket', 'all its objects are deleted'),
  aws_docdb_cluster: database('document database'),
  aws_neptune_cluster: database('graph database'),
  aws_redshift_cluster: database('data warehouse'),
  aws_memorydb_cluster: database('in-memory database'),
  aws_msk_cluster: state(
    'Kafka cluster',
    'all its messages are lost, and its broker addresses change',
  ),
  aws_kinesis_stream: state('stream', 'all its records are lost'),
  aws_backup_vault: state('backup vault', 'all its backups are deleted'),
};
