import type { Consequence } from './consequence';

function state(noun: string, replaced: string, destroyed = replaced): Consequence {
  return { area: 'state', noun, replaced: replaced, destroyed };
}

const database = (noun: string) =>
  state(noun, 'its data are lost, but for what snapshots and backups hold');

/** Types that hold what nobody can make again. */
export const statefulResources: Readonly<Record<string, Consequence>> = {
  aws_ecr_repository: state(
    'image repository',
    'all images in it are lost: no task starts, and none goes back to an older image, until they are pushed again',
  ),
  aws_s3_bucket: state(
    'bucket',
    'all objects in it are lost (AWS refuses while there are any, unless force_destroy is set)',
  ),
  aws_cloudwatch_log_group: state('log group', 'all logs in it are lost'),
  aws_db_instance: database('database'),
  aws_rds_cluster: database('database cluster'),
  aws_dynamodb_table: database('table'),
  aws_elasticache_cluster: database('cache'),
  aws_elasticache_replication_group: database('cache'),
  aws_efs_file_system: database('file system'),
  aws_ebs_volume: database('disk'),
  aws_opensearch_domain: database('search domain'),
  aws_sqs_queue: state('queue', 'all messages in it are lost, and its URL may change'),
  aws_sns_topic: state('topic', 'all its subscriptions are lost'),
  aws_kms_key: state(
    'KMS key',
    'what it has encrypted cannot be read any more when its waiting time has passed',
  ),
  aws_secretsmanager_secret: state('secret', 'its value is lost; tasks that name it do not start'),
  aws_ssm_parameter: state(
    'parameter',
    'tasks that name it do not start meanwhile',
    'tasks that name it do not start',
  ),
  aws_cognito_user_pool: state('user pool', 'all users in it are lost'),
  docker_volume: state('volume', 'all files in it are lost'),
  aws_ecrpublic_repository: state(
    'public image repository',
    'all images in it are lost: nobody can pull them',
  ),
  aws_s3_directory_bucket: state('directory bucket', 'all objects in it are lost'),
  aws_docdb_cluster: database('document database'),
  aws_neptune_cluster: database('graph database'),
  aws_redshift_cluster: database('data warehouse'),
  aws_memorydb_cluster: database('in-memory database'),
  aws_msk_cluster: state('Kafka cluster', 'all messages in it are lost, and its addresses change'),
  aws_kinesis_stream: state('stream', 'all records in it are lost'),
  aws_backup_vault: state('backup vault', 'all backups in it are lost'),
};
