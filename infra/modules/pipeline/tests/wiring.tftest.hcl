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

run "wiring" {
  # Who may write where.
  assert {
    condition = jsonencode({
      for key, function in module.function : key => sort(flatten([
        for statement in function.statements : [for arn in statement.resources : trimprefix(arn, "arn:aws:sqs:eu-central-1:123456789012:tocsin-")]
        if contains(statement.actions, "sqs:SendMessage")
      ]))
      }) == jsonencode({
      evaluator-metrics    = ["dead-letters.fifo", "enrich.fifo", "notify.fifo", "remediate.fifo"]
      evaluator-tick       = ["dead-letters.fifo", "enrich.fifo", "notify.fifo", "remediate.fifo"]
      evaluator-api        = ["dead-letters.fifo", "enrich.fifo", "notify.fifo", "remediate.fifo"]
      notifier-ingest      = ["notify-wakeup"]
      notifier-delivery    = ["notify-wakeup"]
      notifier-tick        = ["notify-wakeup"]
      notifier-api         = ["notify-wakeup"]
      enricher-ingest      = ["enrich-wakeup"]
      enricher-work        = ["enrich-wakeup", "notify.fifo"]
      enricher-tick        = ["enrich-wakeup", "notify.fifo"]
      remediation-ingest   = ["notify.fifo", "remediate-wakeup"]
      remediation-work     = ["notify.fifo", "remediate-wakeup"]
      remediation-tick     = ["notify.fifo", "remediate-wakeup"]
      remediation-approval = ["notify.fifo", "remediate-wakeup"]
    })
    error_message = "a function may send where it should not, or may not where it should"
  }

  # A function that may send knows the queue's address, and no other's.
  assert {
    condition = alltrue([
      for key, function in module.function : toset([
        for name in keys(nonsensitive(function.environment)) : lower(replace(trimprefix(name, "TOCSIN_QUEUES_"), "_", "-")) if startswith(name, "TOCSIN_QUEUES_")
        ]) == toset(flatten([
          for statement in function.statements : [for arn in statement.resources : trimsuffix(trimprefix(arn, "arn:aws:sqs:eu-central-1:123456789012:tocsin-"), ".fifo")]
          if contains(statement.actions, "sqs:SendMessage")
      ]))
    ])
    error_message = "a function's settings name other queues than it may send to"
  }

  # Who is fed by what, and may receive from it only.
  assert {
    condition = {
      for key, function in module.function : key => try(trimprefix(function.source, "arn:aws:sqs:eu-central-1:123456789012:tocsin-"), "") if function.source != null
      } == {
      evaluator-metrics  = "arn:aws:kafka:eu-central-1:123456789012:cluster/tocsin/1-2"
      notifier-ingest    = "notify.fifo"
      notifier-delivery  = "notify-wakeup"
      enricher-ingest    = "enrich.fifo"
      enricher-work      = "enrich-wakeup"
      remediation-ingest = "remediate.fifo"
      remediation-work   = "remediate-wakeup"
    }
    error_message = "a function is fed by another queue than its own"
  }

  assert {
    condition = alltrue([
      for key, function in module.function : toset(flatten([
        for statement in function.statements : statement.resources if contains(statement.actions, "sqs:ReceiveMessage")
      ])) == toset([for arn in [coalesce(function.source, "-")] : arn if startswith(arn, "arn:aws:sqs:")])
    ])
    error_message = "a function may receive from another queue than the one that feeds it"
  }

  # Every queue with a consumer is somebody's; only the notices are nobody's.
  assert {
    condition = toset([
      for key, queue in module.queue : key if !contains([for function in module.function : coalesce(function.source, "-")], queue.arn)
    ]) == toset(["dead-letters"])
    error_message = "a queue has no consumer"
  }

  # Every queue has its dead-letter queue, and both have an alarm.
  assert {
    condition = alltrue([
      for key, queue in module.queue :
      contains([for alarm in module.alarms.alarms : lookup(alarm.dimensions, "QueueName", "") if alarm.kind == "dead-letters"], queue.dead_letter_name)
      && contains([for alarm in module.alarms.alarms : lookup(alarm.dimensions, "QueueName", "") if alarm.kind == (key == "dead-letters" ? "dead-letters" : "queue-age")], queue.name)
    ])
    error_message = "a queue, or the queue of its dead letters, has no alarm"
  }

  assert {
    condition = alltrue([
      for kind in ["function-errors", "function-throttles"] :
      toset([for alarm in module.alarms.alarms : alarm.dimensions["FunctionName"] if alarm.kind == kind]) == toset([for function in module.function : function.name])
    ])
    error_message = "a function has no alarm for its errors or throttles"
  }

  assert {
    condition     = [for alarm in module.alarms.alarms : alarm.dimensions["FunctionName"] if alarm.kind == "offset-lag"] == ["tocsin-evaluator-metrics"]
    error_message = "the evaluator's lag has no alarm"
  }

  assert {
    condition     = toset([for alarm in module.alarms.alarms : alarm.metric if alarm.kind == "breaker-open"]) == toset(["breakers-opened", "action-breakers-opened"])
    error_message = "an open breaker of receivers or of remediations' hosts has no alarm"
  }

  # Secrets, files, Kafka and the database are each for those that need them.
  assert {
    condition = toset([
      for key, function in module.function : key if anytrue([for statement in function.statements : contains(statement.actions, "secretsmanager:GetSecretValue")])
    ]) == toset([for key in keys(module.function) : key if startswith(key, "notifier-") || startswith(key, "remediation-")])
    error_message = "the approval key is readable for others than notifier and remediation, or not for them"
  }

  assert {
    condition = toset([
      for key, function in module.function : key if contains(keys(nonsensitive(function.environment)), "TOCSIN_SEAL_KEY_SECRET")
      && anytrue([for statement in function.statements : statement.sid == "SealKey" && statement.actions == tolist(["secretsmanager:GetSecretValue"])])
    ]) == toset([for key in keys(module.function) : key if startswith(key, "notifier-")])
    error_message = "the key of stored configurations is readable for others than the notifier, or not for it"
  }

  assert {
    condition = {
      for key, function in module.function : key => flatten([
        for statement in function.statements : [for arn in statement.resources : trimprefix(arn, "arn:aws:s3:::tocsin-config-123456789012-eu-central-1/")]
        if contains(statement.actions, "s3:GetObject")
      ]) if endswith(key, "-tick")
      } == {
      evaluator-tick   = ["rules/*", "settings.yaml"]
      notifier-tick    = ["settings.yaml"]
      enricher-tick    = ["cmdb.yaml", "settings.yaml"]
      remediation-tick = ["remediations.yaml"]
    }
    error_message = "a function reads files of another one"
  }

  assert {
    condition = {
      for key, function in module.function : key => sort(flatten([for statement in function.statements : [for action in statement.actions : action if startswith(action, "kafka")]]))
      if anytrue([for statement in function.statements : anytrue([for action in statement.actions : startswith(action, "kafka")])])
      } == {
      evaluator-metrics = sort([
        "kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration",
        "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData", "kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup",
      ])
      evaluator-tick = sort(["kafka-cluster:Connect", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"])
    }
    error_message = "a function may do other things with Kafka than read metrics"
  }

  assert {
    condition = alltrue([
      for function in merge(module.function, { migrate = module.migrate }) :
      anytrue([for statement in function.statements : statement.actions == tolist(["rds-db:connect"]) && statement.resources == tolist(["arn:aws:rds-db:eu-central-1:123456789012:dbuser:prx-0123456789abcdef0/tocsin"])])
    ])
    error_message = "a function may not log in to the database"
  }

  # No wildcard but for the streams of the own log and the files below a folder.
  assert {
    condition = alltrue(flatten([
      for function in merge(module.function, { migrate = module.migrate }) : [
        for statement in function.statements : concat(
          [for action in statement.actions : !strcontains(action, "*")],
          [for resource in statement.resources : !strcontains(trimsuffix(trimsuffix(resource, "tocsin-config-123456789012-eu-central-1/rules/*"), "${function.name}:*"), "*")],
        )
      ]
    ]))
    error_message = "a role has a wildcard"
  }

  # Nothing secret is a plain setting.
  assert {
    condition = alltrue(flatten([
      for function in module.function : [for name in keys(nonsensitive(function.environment)) : !endswith(name, "_PASSWORD") && !contains(["TOCSIN_APPROVAL_KEY", "TOCSIN_SEAL_KEY"], name)]
    ]))
    error_message = "a secret is a plain setting"
  }

  assert {
    condition = alltrue([
      for key, function in module.function :
      nonsensitive(function.environment["TOCSIN_PUBLIC_URL"]) == "https://abcdefghij.execute-api.eu-central-1.amazonaws.com/live"
      if startswith(key, "notifier-") || startswith(key, "remediation-")
    ])
    error_message = "approval links do not begin with the API's address"
  }

  assert {
    condition = alltrue([
      for key, function in module.function :
      nonsensitive(function.environment["TOCSIN_API_PUBLIC_URL"]) == "https://abcdefghij.execute-api.eu-central-1.amazonaws.com/live"
      if startswith(key, "evaluator-") || startswith(key, "notifier-")
    ])
    error_message = "functions do not know whose pages may change something"
  }

  # Routes.
  assert {
    condition = module.api.authorization == {
      "GET /approvals/{id}"                          = "NONE"
      "POST /approvals/{id}"                         = "NONE"
      "GET /api/v1/alerts"                           = "AWS_IAM"
      "GET /api/v1/alert-keys/{fingerprint}/why"     = "AWS_IAM"
      "GET /api/v1/rules"                            = "AWS_IAM"
      "GET /api/v1/openapi.yaml"                     = "AWS_IAM"
      "POST /api/v1/cursors/{topic}/reset"           = "AWS_IAM"
      "PUT /api/v1/rules"                            = "AWS_IAM"
      "POST /api/v1/rules/check"                     = "AWS_IAM"
      "GET /api/v1/rules/versions"                   = "AWS_IAM"
      "GET /api/v1/rules/versions/{number}"          = "AWS_IAM"
      "POST /api/v1/rules/rollback/{number}"         = "AWS_IAM"
      "GET /api/v1/rules/{id}/alert-keys"            = "AWS_IAM"
      "GET /api/v1/explain"                          = "AWS_IAM"
      "GET /api/v1/alerts/{fingerprint}/timeline"    = "AWS_IAM"
      "GET /api/v1/events"                           = "AWS_IAM"
      "GET /api/v1/routed-alerts"                    = "AWS_IAM"
      "POST /api/v1/alerts/{fingerprint}/ack"        = "AWS_IAM"
      "POST /api/v1/alerts/{fingerprint}/unack"      = "AWS_IAM"
      "GET /api/v1/receivers"                        = "AWS_IAM"
      "POST /api/v1/receivers/{name}/test"           = "AWS_IAM"
      "GET /api/v1/deliveries"                       = "AWS_IAM"
      "POST /api/v1/deliveries/{id}/redrive"         = "AWS_IAM"
      "GET /api/v1/dead-letters"                     = "AWS_IAM"
      "GET /api/v1/dead-letters/{id}"                = "AWS_IAM"
      "POST /api/v1/dead-letters/{id}/redrive"       = "AWS_IAM"
      "GET /api/v1/configuration/versions"           = "AWS_IAM"
      "GET /api/v1/configuration/versions/{number}"  = "AWS_IAM"
      "POST /api/v1/configuration/check"             = "AWS_IAM"
      "PUT /api/v1/configuration"                    = "AWS_IAM"
      "POST /api/v1/configuration/rollback/{number}" = "AWS_IAM"
      "GET /api/v2/swagger.json"                     = "AWS_IAM"
      "GET /api/v2/status"                           = "AWS_IAM"
      "GET /api/v2/receivers"                        = "AWS_IAM"
      "GET /api/v2/alerts"                           = "AWS_IAM"
      "POST /api/v2/alerts"                          = "AWS_IAM"
      "GET /api/v2/alerts/groups"                    = "AWS_IAM"
      "GET /api/v2/silences"                         = "AWS_IAM"
      "POST /api/v2/silences"                        = "AWS_IAM"
      "GET /api/v2/silence/{id}"                     = "AWS_IAM"
      "DELETE /api/v2/silence/{id}"                  = "AWS_IAM"
      "OPTIONS /api/v2/swagger.json"                 = "AWS_IAM"
      "OPTIONS /api/v2/status"                       = "AWS_IAM"
      "OPTIONS /api/v2/receivers"                    = "AWS_IAM"
      "OPTIONS /api/v2/alerts"                       = "AWS_IAM"
      "OPTIONS /api/v2/alerts/groups"                = "AWS_IAM"
      "OPTIONS /api/v2/silences"                     = "AWS_IAM"
      "OPTIONS /api/v2/silence/{id}"                 = "AWS_IAM"
    }
    error_message = "a route is open that should be signed, or is not there"
  }

  assert {
    condition = alltrue([
      for route, uri in module.api.targets : endswith(uri, format(":function:tocsin-%s:live/invocations",
      strcontains(route, "/approvals/") ? "remediation-approval" : can(regex("/dead-letters|/v1/receivers|/deliveries|/events$|/explain$|/routed-alerts$|/timeline$|ack$|/configuration|/api/v2/", route)) ? "notifier-api" : "evaluator-api"))
    ])
    error_message = "a route calls another function"
  }

  assert {
    condition = module.schedule.targets == {
      for key in ["evaluator-tick", "notifier-tick", "enricher-tick", "remediation-tick"] :
      key => "arn:aws:lambda:eu-central-1:123456789012:function:tocsin-${key}:live"
    }
    error_message = "the schedule calls other functions than the ticks"
  }

  # The schema first: it is made anew for other migrations and for another database.
  assert {
    condition     = aws_lambda_invocation.migrate.function_name == "tocsin-migrate" && aws_lambda_invocation.migrate.qualifier == "7" && aws_lambda_invocation.migrate.triggers["database"] == "cluster-ABC"
    error_message = "the schema is not migrated by the version that was published"
  }

  assert {
    condition     = length(output.functions) == 14 && length(output.queues) == 7 && length(module.alarms.alarms) == 51
    error_message = "docs/cost.md counts other functions, queues or alarms; there are ${length(output.functions)}, ${length(output.queues)}, ${length(module.alarms.alarms)}"
  }

  # The bucket.
  assert {
    condition = alltrue([
      aws_s3_bucket_versioning.config.versioning_configuration[0].status == "Enabled",
      one(one(aws_s3_bucket_server_side_encryption_configuration.config.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn,
      aws_s3_bucket_public_access_block.config.block_public_acls,
      aws_s3_bucket_public_access_block.config.block_public_policy,
      aws_s3_bucket_public_access_block.config.ignore_public_acls,
      aws_s3_bucket_public_access_block.config.restrict_public_buckets,
      !aws_s3_bucket.config.force_destroy,
    ])
    error_message = "the bucket is not versioned, encrypted and private"
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.config.policy).Statement[0].Condition == { Bool = { "aws:SecureTransport" = "false" } }
    error_message = "the bucket answers plain HTTP"
  }

  assert {
    condition     = aws_secretsmanager_secret_version.approval_key.secret_string == null && aws_secretsmanager_secret_version.seal_key.secret_string == null
    error_message = "a key is in the state"
  }
}

# Without the poller and without a VPC, as on LocalStack.
run "beside_aws" {
  variables {
    network           = null
    function_settings = { evaluator-metrics = { memory = 3538 }, notifier-delivery = { maximum_concurrency = 40, timeout = 30 } }
    database          = { jdbc_url = "jdbc:postgresql://host.docker.internal:5432/tocsin", username = "tocsin", password = "secret", identity = "local" }
    kafka             = { bootstrap_servers = "host.docker.internal:9092", topic = "gds.metrics.production", format = "otlp_protobuf" }

    public_url      = "https://tocsin.example.com"
    api_url_pattern = "http://localhost:4566/_aws/execute-api/{id}/{stage}"
  }

  assert {
    condition     = module.function["evaluator-metrics"].source == null && length([for alarm in module.alarms.alarms : alarm if alarm.kind == "offset-lag"]) == 0
    error_message = "there is a Kafka source or its alarm without a cluster"
  }

  assert {
    condition     = toset([for key, function in module.function : nonsensitive(function.environment["TOCSIN_EVALUATOR_FORMATS"]) if startswith(key, "evaluator-")]) == toset(["otlp_protobuf"])
    error_message = "the evaluator reads the topic by another format"
  }

  assert {
    condition     = !anytrue(flatten([for function in module.function : [for statement in function.statements : [for action in statement.actions : startswith(action, "kafka") || startswith(action, "rds-db")]]]))
    error_message = "functions may use what is not there"
  }

  assert {
    condition     = contains(keys(nonsensitive(module.function["notifier-api"].environment)), "TOCSIN_DATABASE_PASSWORD_SECRET") && !contains(values(nonsensitive(module.function["notifier-api"].environment)), "secret") && !contains(keys(nonsensitive(module.function["notifier-api"].environment)), "TOCSIN_DATABASE_IAM_AUTH")
    error_message = "functions do not log in by password"
  }

  assert {
    condition     = output.api_url == "http://localhost:4566/_aws/execute-api/abcdefghij/live" && output.public_url == "https://tocsin.example.com"
    error_message = "the addresses are not the ones given"
  }

  assert {
    condition     = toset([for key in ["evaluator-api", "notifier-api"] : nonsensitive(module.function[key].environment["TOCSIN_API_PUBLIC_URL"])]) == toset(["https://tocsin.example.com"])
    error_message = "pages of the public URL may change nothing"
  }
}

run "credentials" {
  command = plan

  variables {
    api = { credentials_secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tocsin/api-AbCdEf" }
  }

  assert {
    condition = alltrue([
      for route, authorization in module.api.authorization : authorization == "NONE"
    ])
    error_message = "a route asks for a signature that clients with credentials do not make"
  }

  assert {
    condition = alltrue([
      for key in ["evaluator-api", "notifier-api"] :
      nonsensitive(module.function[key].environment["TOCSIN_API_ACCESS"]) == "credentials" &&
      nonsensitive(module.function[key].environment["TOCSIN_API_CREDENTIALS_SECRET"]) == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tocsin/api-AbCdEf"
    ])
    error_message = "a function behind the API does not check who asks"
  }
}
