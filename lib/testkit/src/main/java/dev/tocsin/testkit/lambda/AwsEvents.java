package dev.tocsin.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events as AWS documents them, with all their fields. */
public final class AwsEvents {
  /**
   * How a function answers when it has taken all messages of a queue. Source: AWS Lambda,
   * "Implementing partial batch responses": a response without failures, an empty one too, is a
   * complete success.
   */
  public static final String ALL_TAKEN = "{}";

  private AwsEvents() {}

  /**
   * Records of one partition. Source: AWS Lambda, "Using Lambda with Amazon MSK".
   *
   * @param values of the records, from offset {@code first} on
   */
  public static String msk(String topic, int partition, long first, List<String> values) {
    String records =
        IntStream.range(0, values.size())
            .mapToObj(n ->
                """
                {"topic": "%s", "partition": %d, "offset": %d, "timestamp": 1545084650987,
                 "timestampType": "CREATE_TIME", "key": "abcDEFghiJKLmnoPQRstuVWXyz1234==",
                 "value": "%s",
                 "headers": [{"headerKey": [104, 101, 97, -100, 101, 114, 86, 97, 108, 117, 101]}]}
                """
                    .formatted(topic, partition, first + n, base64(values.get(n))))
            .collect(Collectors.joining(","));
    return """
    {"eventSource": "aws:kafka",
     "eventSourceArn": "arn:aws:kafka:eu-central-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2",
     "bootstrapServers": "b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092,b-1.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092",
     "records": {"%s-%d": [%s]}}
    """
        .formatted(topic, partition, records);
  }

  /** Messages of a FIFO queue, numbered from 1. Source: AWS Lambda, "Using Lambda with SQS". */
  public static String sqs(String queue, String group, List<String> bodies) {
    return IntStream.range(0, bodies.size())
        .mapToObj(n ->
            """
            {"messageId": "%d", "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
             "body": "%s",
             "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1573251510774",
               "SequenceNumber": "18849496460467696128", "MessageGroupId": "%s",
               "SenderId": "AIDAIO23YVJENQZJOL4VO", "MessageDeduplicationId": "%d",
               "ApproximateFirstReceiveTimestamp": "1573251510774"},
             "messageAttributes": {}, "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
             "eventSource": "aws:sqs", "awsRegion": "eu-central-1",
             "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:%s"}
            """
                .formatted(n + 1, quoted(bodies.get(n)), group, n + 1, queue))
        .collect(Collectors.joining(",", "{\"Records\": [", "]}"));
  }

  /** The tick. Source: Amazon EventBridge, "Scheduled events". */
  public static String scheduled() {
    return """
    {"version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
     "source": "aws.events", "account": "123456789012", "time": "2015-10-08T16:53:06Z",
     "region": "eu-central-1", "resources": ["arn:aws:events:eu-central-1:123456789012:rule/my-rule"],
     "detail": {}}
    """;
  }

  /**
   * A request through a REST API. Source: Amazon API Gateway, "Input format of a Lambda function
   * for proxy integration".
   */
  public static String rest(String method, String path, String query, String body) {
    String parameters =
        query.isEmpty()
            ? "null"
            : "{\"%s\": \"%s\"}".formatted(query.split("=", 2)[0], query.split("=", 2)[1]);
    return """
    {"resource": "/{proxy+}", "path": "%s", "httpMethod": "%s",
     "headers": {"Accept": "*/*", "Content-Type": "application/x-www-form-urlencoded", "Host": "1234567890.execute-api.eu-central-1.amazonaws.com",
       "X-Forwarded-For": "192.0.2.7, 10.0.0.1", "X-Forwarded-Proto": "https"},
     "multiValueHeaders": {"Accept": ["*/*"], "Content-Type": ["application/x-www-form-urlencoded"], "Host": ["1234567890.execute-api.eu-central-1.amazonaws.com"],
       "X-Forwarded-For": ["192.0.2.7, 10.0.0.1"], "X-Forwarded-Proto": ["https"]},
     "queryStringParameters": %s, "multiValueQueryStringParameters": %s,
     "pathParameters": {"proxy": "x"}, "stageVariables": null,
     "requestContext": {"resourceId": "123456", "authorizer": null, "resourcePath": "/{proxy+}", "httpMethod": "%s",
       "requestTime": "09/Apr/2015:12:34:56 +0000", "path": "/live%s", "accountId": "123456789012", "protocol": "HTTP/1.1",
       "stage": "live", "requestTimeEpoch": 1428582896000, "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
       "identity": {"sourceIp": "192.0.2.7", "userAgent": "curl/8", "accessKey": null, "caller": null, "user": null,
        "userArn": "arn:aws:iam::123456789012:user/ada"},
       "apiId": "1234567890"},
     "body": %s, "isBase64Encoded": false}
    """
        .formatted(
            path,
            method,
            parameters,
            parameters.replaceAll(": (\"[^\"]*\")", ": [$1]"),
            method,
            path,
            body.isEmpty() ? "null" : '"' + quoted(body) + '"');
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
