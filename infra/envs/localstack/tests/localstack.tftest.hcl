mock_provider "aws" {
  source = "../../testing/aws"
}

variables {
  database                = { jdbc_url = "jdbc:postgresql://host.docker.internal:5432/tocsin", username = "tocsin", password = "secret" }
  kafka_bootstrap_servers = "host.docker.internal:9092"
  notify_url              = "http://host.docker.internal:8000"
  approval_key            = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  seal_key                = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  archives                = { evaluator = "versions.tf", notifier = "versions.tf", enricher = "versions.tf", remediation = "versions.tf", migrate = "versions.tf" }
}

run "everything" {
  assert {
    condition     = length(output.functions) == 14 && length(output.queues) == 7
    error_message = "there are other functions or queues than on AWS"
  }

  assert {
    condition     = output.public_url == "http://localhost:4566/_aws/execute-api/abcdefghij/live"
    error_message = "approval links do not begin with LocalStack's address"
  }
}

run "refused" {
  command = plan

  variables {
    # a name without a port
    endpoint = "localstack"

    # this host, seen from a container
    database                = { jdbc_url = "jdbc:postgresql://localhost:5432/tocsin", username = "tocsin", password = "secret" }
    kafka_bootstrap_servers = "127.0.0.1:9092"
    notify_url              = "http://localhost:8000"
  }

  expect_failures = [
    var.endpoint,
    var.database,
    var.kafka_bootstrap_servers,
    var.notify_url,
  ]
}
