locals {
  evaluator_environment = {
    TOCSIN_EVALUATOR_TOPICS  = var.kafka.topic
    TOCSIN_EVALUATOR_FORMATS = var.kafka.format
    KAFKA_BOOTSTRAP_SERVERS  = var.kafka.bootstrap_servers
    TOCSIN_RULES_SOURCE      = var.api.rules_by_api ? "api" : "files"
  }
  # How a client, here the tick's, logs in to a cluster with IAM authentication.
  kafka_login = var.kafka.iam == null ? {} : {
    KAFKA_SECURITY_PROTOCOL                  = "SASL_SSL"
    KAFKA_SASL_MECHANISM                     = "AWS_MSK_IAM"
    KAFKA_SASL_JAAS_CONFIG                   = "software.amazon.msk.auth.iam.IAMLoginModule required;"
    KAFKA_SASL_CLIENT_CALLBACK_HANDLER_CLASS = "software.amazon.msk.auth.iam.IAMClientCallbackHandler"
  }
  kafka_poller_statements = var.kafka.iam == null ? [] : [
    {
      sid       = "Cluster"
      actions   = ["kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"]
      resources = [var.kafka.iam.cluster_arn]
      condition = null
    },
    { sid = "Topic", actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"], resources = [var.kafka.iam.topic_arn], condition = null },
    { sid = "Group", actions = ["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"], resources = [var.kafka.iam.group_arn], condition = null },
  ]
  # The tick asks for the topic's end, and reads a record where it must know whether there is one; it has no group.
  kafka_reader_statements = var.kafka.iam == null ? [] : [
    { sid = "Cluster", actions = ["kafka-cluster:Connect"], resources = [var.kafka.iam.cluster_arn], condition = null },
    { sid = "Topic", actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"], resources = [var.kafka.iam.topic_arn], condition = null },
  ]

  evaluator = {
    evaluator-metrics = {
      module      = "evaluator"
      description = "Evaluates batches of metrics"
      handler     = "dev.tocsin.evaluator.MetricsHandler"
      # A batch of a thousand records takes half the time with the second compiler.
      java_options = "-XX:MetaspaceSize=64m -Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"
      memory       = 1769
      timeout      = 60
      sends_to     = local.event_queues
      queue        = null
      environment  = local.evaluator_environment
      statements   = local.kafka_poller_statements
      kafka = var.kafka.iam == null ? null : {
        cluster_arn    = var.kafka.iam.cluster_arn
        topic          = var.kafka.topic
        consumer_group = var.kafka.consumer_group
        batch_size     = var.kafka.batch_size
        window         = var.kafka.window
        pollers        = var.kafka.pollers
      }
    }
    evaluator-tick = merge(local.tick, {
      module      = "evaluator"
      description = "Lets time go on, evaluates what depends on it, sends what waits in the outbox"
      handler     = "dev.tocsin.evaluator.EvaluatorTickHandler"
      # Events of all functions, for whichever queue.
      sends_to    = local.event_queues
      queue       = null
      kafka       = null
      environment = merge(local.evaluator_environment, local.kafka_login)
      statements  = local.kafka_reader_statements
    })
    evaluator-api = merge(local.request, {
      module      = "evaluator"
      description = "Shows alerts, rules and keys; changes rules"
      handler     = "dev.tocsin.evaluator.EvaluatorApiHandler"
      # Other rules resolve alerts of those before.
      sends_to    = local.event_queues
      queue       = null
      kafka       = null
      environment = local.evaluator_environment
      statements  = []
    })
  }
}
