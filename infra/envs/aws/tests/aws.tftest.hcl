mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  region       = "eu-central-1"
  account_id   = "123456789012"
  zones        = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  notify_url   = "https://notify.example.com"
  approval_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  seal_key     = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  archives     = { evaluator = "versions.tf", notifier = "versions.tf", enricher = "versions.tf", remediation = "versions.tf", migrate = "versions.tf" }
}

run "everything" {
  assert {
    condition = {
      for key in ["evaluator-metrics", "notifier-ingest", "remediation-approval"] : key => output.functions[key].alias
    } == { evaluator-metrics = "live", notifier-ingest = "live", remediation-approval = "live" } && length(output.functions) == 14
    error_message = "a function is not there, or not behind its alias"
  }

  assert {
    condition     = output.kafka_topic_arn == "arn:aws:kafka:eu-central-1:123456789012:topic/tocsin/11111111-2222-3333-4444-555555555555-1/gds.metrics.production"
    error_message = "metrics are read from another topic"
  }

  assert {
    condition     = length(output.ways_out.endpoints) == 7 && length(output.ways_out.nat_zones) == 1
    error_message = "functions do not reach AWS, or the internet"
  }

  assert {
    condition     = output.public_url == output.api_url && startswith(output.api_url, "https://abcdefghij.execute-api.eu-central-1.amazonaws.com")
    error_message = "approval links do not begin with the API's address"
  }

  assert {
    condition     = output.config_bucket == "tocsin-config-123456789012-eu-central-1"
    error_message = "the bucket is called otherwise"
  }
}

run "existing_network_and_cluster" {
  command = plan

  variables {
    existing_network = { vpc_id = "vpc-9", subnet_ids = ["subnet-8", "subnet-9"] }
    existing_kafka = {
      cluster_arn       = "arn:aws:kafka:eu-central-1:123456789012:cluster/metrics/9-9"
      bootstrap_servers = "b-1.example.com:9098"
      security_group_id = "sg-9"
    }
    endpoints  = false
    public_url = "https://tocsin.example.com"
  }

  assert {
    condition     = output.kafka_topic_arn == "arn:aws:kafka:eu-central-1:123456789012:topic/metrics/9-9/gds.metrics.production" && output.kafka_bootstrap_servers == "b-1.example.com:9098"
    error_message = "the existing cluster is not read"
  }

  assert {
    condition     = length(output.ways_out.endpoints) == 0 && length(output.ways_out.nat_zones) == 0 && output.public_url == "https://tocsin.example.com"
    error_message = "the existing network is changed"
  }
}

run "refused" {
  command = plan

  variables {
    # no place for the names used here
    region = "cn-north-1"

    # set here already
    tags = { deployment = "other" }

    # out of reach
    existing_kafka = {
      cluster_arn       = "arn:aws:kafka:eu-central-1:123456789012:cluster/metrics/9-9"
      bootstrap_servers = "b-1.example.com:9098"
      security_group_id = "sg-9"
    }
  }

  expect_failures = [
    var.region,
    var.tags,
    var.existing_kafka,
  ]
}
