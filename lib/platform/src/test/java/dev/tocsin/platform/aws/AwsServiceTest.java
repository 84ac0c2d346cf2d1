package dev.tocsin.platform.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.failure.Outage;
import dev.tocsin.testkit.lambda.HttpStub;
import dev.tocsin.testkit.lambda.HttpStub.Reply;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests against a server that checks their signatures as AWS does. */
class AwsServiceTest {
  private static final AwsCredentialsIdentity WHO =
      AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI");

  private final List<String> refused = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private Reply reply = new Reply(200, Map.of("ETag", "\"1\""), "text");
  private final HttpStub server =
      new HttpStub((request, body) -> {
        Optional.ofNullable(request.getRequestHeaders().getFirst("Authorization"))
            .ifPresent(authorizations::add);
        try {
          new SignatureCheck("wJalrXUtnFEMI").faults(request, body).forEach(refused::add);
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
        return reply;
      });

  @AfterEach
  void close() {
    server.close();
  }

  private AwsService service(String name) {
    return new AwsService(name, "eu-central-1", server.address(), () -> Optional.of(WHO));
  }

  @Test
  void get_keyWithUnusualCharacters_isSignedAsItIsSent() {
    Answer answer =
        service("s3")
            .get(
                "/conf/rules/a b+c=ü&(1).yaml",
                Map.of("prefix", "rules/a b+c", "list-type", "2"),
                Map.of("If-None-Match", "\"0\""));

    assertThat(refused).isEmpty();
    assertThat(authorizations)
        .singleElement()
        .asString()
        .contains("AKIDEXAMPLE/")
        .contains("/eu-central-1/s3/aws4_request");
    assertThat(server.asked())
        .singleElement()
        .asString()
        .contains("/conf/rules/a%20b%2Bc%3D%C3%BC%26%281%29.yaml?");
    assertThat(answer.text()).isEqualTo("text");
    assertThat(answer.header("etag")).contains("\"1\"");
  }

  @Test
  void post_body_isSignedToo() {
    Answer answer =
        service("sqs")
            .post(Map.of("X-Amz-Target", "AmazonSQS.Send"), "{\"a\":\"ü\"}".getBytes(UTF_8));

    assertThat(refused).isEmpty();
    assertThat(authorizations).singleElement().asString().contains("/eu-central-1/sqs/");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void get_unsigned_hasNoSignature() {
    AwsService open = new AwsService("s3", "us-east-1", server.address(), Optional::empty);

    assertThat(open.get("/conf", Map.of(), Map.of()).text()).isEqualTo("text");
    assertThat(authorizations).isEmpty();
  }

  @Test
  void orThrow_refused_saysWhatWasAskedTheStatusAndWhy() {
    reply = new Reply(403, Map.of(), "<Code>AccessDenied</Code>");

    Answer answer = service("s3").get("/conf/x", Map.of(), Map.of());

    assertThatThrownBy(() -> answer.orThrow("s3://conf/x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("s3://conf/x: 403 <Code>AccessDenied</Code>");
  }

  @Test
  void orThrow_serviceInTrouble_isAnOutage() {
    reply = new Reply(503, Map.of(), "<Code>SlowDown</Code>");

    Answer answer = service("s3").get("/conf/x", Map.of(), Map.of());

    assertThatThrownBy(() -> answer.orThrow("s3://conf/x"))
        .isInstanceOf(Outage.class)
        .hasMessage("s3://conf/x: 503 <Code>SlowDown</Code>");
  }

  @Test
  void get_redirection_isNotFollowedAndRefused() {
    reply =
        new Reply(
            301,
            Map.of("Location", server.address() + "/elsewhere"),
            "<Code>PermanentRedirect</Code>");

    Answer answer = service("s3").get("/conf/x", Map.of(), Map.of());

    assertThat(server.asked()).hasSize(1);
    assertThatThrownBy(() -> answer.orThrow("s3://conf/x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("s3://conf/x: 301 <Code>PermanentRedirect</Code>");
  }

  @Test
  void get_errorWithoutBody_isEmpty() {
    reply = new Reply(404, Map.of(), "");

    Answer answer = service("s3").get("/conf/x", Map.of(), Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void get_nobodyListens_saysSo() {
    AwsService away =
        new AwsService("s3", "us-east-1", URI.create("http://localhost:1"), Optional::empty);

    assertThatThrownBy(() -> away.get("/conf", Map.of(), Map.of()))
        .hasMessageContaining("http://localhost:1/conf does not answer");
  }
}
