# The REST API: each route is one method at one path, handed to one function. Signed requests only, but for the routes that say
# otherwise.

locals {
  routes = {
    for route, to in var.routes : route => merge(to, {
      method = split(" ", route)[0]
      path   = trimprefix(split(" ", route)[1], "/")
    })
  }
  # Every path and what it lies in: "approvals", "approvals/{id}". A path part is a resource, and lies in the one before it.
  paths = toset(flatten([
    for to in values(local.routes) : [
      for depth in range(1, length(split("/", to.path)) + 1) : join("/", slice(split("/", to.path), 0, depth))
    ]
  ]))
  at_depth = { for depth in range(1, 6) : depth => toset([for path in local.paths : path if length(split("/", path)) == depth]) }
  resources = merge(
    aws_api_gateway_resource.depth1, aws_api_gateway_resource.depth2, aws_api_gateway_resource.depth3,
    aws_api_gateway_resource.depth4, aws_api_gateway_resource.depth5,
  )

  # Neither query nor path as it was asked for: the token of an approval is in the one, its id in the other.
  access_log = {
    time      = "$context.requestTimeEpoch"
    request   = "$context.requestId"
    method    = "$context.httpMethod"
    route     = "$context.resourcePath"
    status    = "$context.status"
    bytes     = "$context.responseLength"
    took_ms   = "$context.responseLatency"
    source    = "$context.identity.sourceIp"
    principal = "$context.identity.userArn"
    error     = "$context.error.message"
  }
}

resource "aws_api_gateway_rest_api" "this" {
  name        = var.name
  description = "Alerts, dead letters, approvals"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "depth1" {
  for_each = local.at_depth[1]

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = basename(each.key)
}

resource "aws_api_gateway_resource" "depth2" {
  for_each = local.at_depth[2]

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.depth1[dirname(each.key)].id
  path_part   = basename(each.key)
}

resource "aws_api_gateway_resource" "depth3" {
  for_each = local.at_depth[3]

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.depth2[dirname(each.key)].id
  path_part   = basename(each.key)
}

resource "aws_api_gateway_resource" "depth4" {
  for_each = local.at_depth[4]

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.depth3[dirname(each.key)].id
  path_part   = basename(each.key)
}

resource "aws_api_gateway_resource" "depth5" {
  for_each = local.at_depth[5]

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.depth4[dirname(each.key)].id
  path_part   = basename(each.key)
}

resource "aws_api_gateway_method" "this" {
  for_each = local.routes

  rest_api_id   = aws_api_gateway_rest_api.this.id
  resource_id   = local.resources[each.value.path].id
  http_method   = each.value.method
  authorization = each.value.public || each.value.checks_requests ? "NONE" : "AWS_IAM"
}

resource "aws_api_gateway_integration" "this" {
  for_each = local.routes

  rest_api_id             = aws_api_gateway_rest_api.this.id
  resource_id             = local.resources[each.value.path].id
  http_method             = aws_api_gateway_method.this[each.key].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = each.value.function.invoke_arn
}

resource "aws_lambda_permission" "this" {
  for_each = local.routes

  statement_id  = "api-${lower(replace(each.key, "/[^A-Za-z0-9]+/", "-"))}"
  action        = "lambda:InvokeFunction"
  function_name = each.value.function.name
  qualifier     = each.value.function.alias
  principal     = "apigateway.amazonaws.com"
  # What stands for a part of the path may be anything there.
  source_arn = "${aws_api_gateway_rest_api.this.execution_arn}/${var.stage}/${each.value.method}/${replace(each.value.path, "/\\{[^}]*\\}/", "*")}"
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  # A stage serves what was deployed: whatever changes a route makes a new deployment.
  triggers = {
    routes = sha256(jsonencode(local.routes))
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_integration.this]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id   = aws_api_gateway_rest_api.this.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = var.stage

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this.arn
    format          = jsonencode(local.access_log)
  }

  depends_on = [aws_api_gateway_account.this]
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  # Execution logs would hold queries, and with them tokens.
  settings {
    logging_level          = "OFF"
    data_trace_enabled     = false
    metrics_enabled        = true
    throttling_rate_limit  = var.throttle.rate
    throttling_burst_limit = var.throttle.burst
  }
}

resource "aws_api_gateway_method_settings" "public" {
  for_each = { for route, to in local.routes : route => to if to.public && var.route_settings }

  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  # API Gateway wants the path's slashes, the first one too, as ~1; the provider passes on what it is given.
  method_path = "~1${replace(each.value.path, "/", "~1")}/${each.value.method}"

  settings {
    logging_level          = "OFF"
    data_trace_enabled     = false
    metrics_enabled        = true
    throttling_rate_limit  = var.public_throttle.rate
    throttling_burst_limit = var.public_throttle.burst
  }

  depends_on = [aws_api_gateway_method_settings.all]
}

# A setting of the whole account and region: by which role API Gateway writes logs.

resource "aws_iam_role" "logs" {
  count = var.account_log_role ? 1 : 0

  name        = "${var.name}-api-logs"
  description = "API Gateway: writes access logs"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "apigateway.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  count = var.account_log_role ? 1 : 0

  role = aws_iam_role.logs[0].name
  # AWS's own policy: API Gateway refuses a role that may do less.
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}

resource "aws_api_gateway_account" "this" {
  count = var.account_log_role ? 1 : 0

  cloudwatch_role_arn = aws_iam_role.logs[0].arn
  depends_on          = [aws_iam_role_policy_attachment.logs]
}

# The firewall.

resource "aws_wafv2_web_acl" "this" {
  count = var.waf == null ? 0 : 1

  name        = var.name
  description = "What may come to the API of ${var.name}"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit              = var.waf.requests_in_five_minutes
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-rate"
      sampled_requests_enabled   = false # samples would hold tokens
    }
  }

  rule {
    name     = "common"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-common"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = var.waf == null ? 0 : 1

  resource_arn = aws_api_gateway_stage.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this[0].arn
}
