mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name        = "tocsin"
  topic       = "gds.metrics.production"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-1", "subnet-2", "subnet-3"]
  clients     = { functions = "sg-2" }
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}

run "new" {
  assert {
    condition = alltrue([
      one(one(aws_msk_cluster.this[0].client_authentication).sasl).iam,
      !one(aws_msk_cluster.this[0].client_authentication).unauthenticated,
      one(one(aws_msk_cluster.this[0].encryption_info).encryption_in_transit).client_broker == "TLS",
      aws_msk_cluster.this[0].number_of_broker_nodes == 3,
      strcontains(aws_msk_configuration.this[0].server_properties, "min.insync.replicas=2"),
    ])
    error_message = "the cluster takes clients without IAM or TLS, or loses what it acknowledged with one broker"
  }

  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.kafka)) == toset(["the poller", "functions"]) && alltrue([for rule in aws_vpc_security_group_ingress_rule.kafka : rule.from_port == 9098 && rule.to_port == 9098])
    error_message = "others than poller and functions reach the brokers, or by another port"
  }

  assert {
    condition     = endswith(output.topic_arn, "/gds.metrics.production") && strcontains(output.topic_arn, ":topic/tocsin/") && strcontains(output.group_arn, ":group/tocsin/")
    error_message = "topic and group are not named as policies name them"
  }
}

run "existing" {
  variables {
    existing = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/metrics/9-9", bootstrap_servers = "b-1:9098,b-2:9098", security_group_id = "sg-9" }
  }

  assert {
    condition     = length(aws_msk_cluster.this) == 0 && output.topic_arn == "arn:aws:kafka:eu-central-1:123456789012:topic/metrics/9-9/gds.metrics.production" && output.security_group_id == "sg-9"
    error_message = "the existing cluster is not used"
  }
}

run "refused_1" {
  command = plan

  variables {
    # arn of a topic
    existing = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:topic/metrics/9-9", bootstrap_servers = "b:9098", security_group_id = "sg-9" }

    # topic with a slash
    topic = "a/b"

    # consumer group with a space
    consumer_group = "a b"

    # no partitions
    partitions = 0

    # retention of nothing
    retention_hours = 0

    # version too old
    kafka_version = "2.8.1"

    # size of ec2
    instance_type = "m7g.large"

    # no brokers
    brokers_per_zone = 0

    # volume too small
    volume_gib = 1

    # one subnet
    subnet_ids = ["subnet-1"]
  }

  expect_failures = [
    var.existing,
    var.topic,
    var.consumer_group,
    var.partitions,
    var.retention_hours,
    var.kafka_version,
    var.instance_type,
    var.brokers_per_zone,
    var.volume_gib,
    var.subnet_ids,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # port without iam
    existing = { cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/metrics/9-9", bootstrap_servers = "b:9092", security_group_id = "sg-9" }
  }

  expect_failures = [
    var.existing,
  ]
}
