mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  name         = "tocsin"
  region       = "eu-central-1"
  account_id   = "123456789012"
  kms_key_arn  = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  notify_url   = "https://notify.example.com"
  approval_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  seal_key     = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  archives = {
    evaluator   = "versions.tf"
    notifier    = "versions.tf"
    enricher    = "versions.tf"
    remediation = "versions.tf"
    migrate     = "versions.tf"
  }
  network = { subnet_ids = ["subnet-1", "subnet-2"], security_group_ids = ["sg-1"] }
  database = {
    jdbc_url = "jdbc:postgresql://db.example.com:5432/tocsin"
    username = "tocsin"
    iam      = { connect_arn = "arn:aws:rds-db:eu-central-1:123456789012:dbuser:prx-0123456789abcdef0/tocsin" }
    identity = "cluster-ABC"
  }
  kafka = {
    bootstrap_servers = "b-1.example.com:9098,b-2.example.com:9098"
    topic             = "gds.metrics.production"
    iam = {
      cluster_arn = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2"
      topic_arn   = "arn:aws:kafka:eu-central-1:123456789012:topic/tocsin/1-2/gds.metrics.production"
      group_arn   = "arn:aws:kafka:eu-central-1:123456789012:group/tocsin/1-2/tocsin-evaluator"
    }
    pollers = { minimum = 1, maximum = 4 }
  }
}

run "refused_1" {
  command = plan

  variables {
    # archive is not there
    archives = { evaluator = "nothing.zip", notifier = "versions.tf", enricher = "versions.tf", remediation = "versions.tf", migrate = "versions.tf" }

    # function is unknown
    function_settings = { evaluator = { memory = 512 } }

    # database is not postgresql
    database = { jdbc_url = "jdbc:mysql://db/tocsin", username = "tocsin", identity = "x", password = "x" }

    # public url with a query
    public_url = "https://tocsin.example.com/?a=b"

    # api url pattern without the id
    api_url_pattern = "http://localhost:4566/{stage}"

    # approval key too short
    approval_key = "c2hvcnQ="

    # seal key of another length
    seal_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    # approval key version zero
    approval_key_version = 0
  }

  expect_failures = [
    var.archives,
    var.function_settings,
    var.database,
    var.public_url,
    var.api_url_pattern,
    var.approval_key,
    var.seal_key,
    var.approval_key_version,
  ]
}

run "refused_2" {
  command = plan

  variables {
    # kafka without a port
    kafka = { bootstrap_servers = "broker", topic = "t" }

    # notify url without a scheme
    notify_url = "notify.example.com"

    # dashboard url without a scheme
    dashboard_url = "grafana"

    # database without a login
    database = { jdbc_url = "jdbc:postgresql://db/tocsin", username = "tocsin", identity = "x" }
  }

  expect_failures = [
    var.kafka,
    var.notify_url,
    var.dashboard_url,
    var.database,
  ]
}

run "refused_3" {
  command = plan

  variables {
    # tick overlaps the next
    function_settings = { evaluator-tick = { timeout = 60 } }

    # database with two logins
    database = { jdbc_url = "jdbc:postgresql://db/tocsin", username = "tocsin", identity = "x", password = "x", iam = { connect_arn = "arn:aws:rds-db:r:1:dbuser:p/u" } }
  }

  expect_failures = [
    var.function_settings,
    var.database,
  ]
}

run "refused_4" {
  command = plan

  variables {
    # concurrency without a queue
    function_settings = { evaluator-metrics = { maximum_concurrency = 10 } }
  }

  expect_failures = [
    var.function_settings,
  ]
}

run "refused_5" {
  command = plan

  variables {
    # longer than api gateway waits
    function_settings = { remediation-approval = { timeout = 30 } }
  }

  expect_failures = [
    var.function_settings,
  ]
}

run "refused_6" {
  command = plan

  variables {
    # format that no decoder reads
    kafka = { bootstrap_servers = "broker:9092", topic = "t", format = "avro" }
  }

  expect_failures = [
    var.kafka,
  ]
}
