package dev.tocsin.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.failure.UserError;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.TlsFiles;
import dev.tocsin.local.lambda.HttpGateway;
import dev.tocsin.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiClientTest {
  @TempDir Path folder;

  @Test
  void send_overTls_trustsTheCertificatesOfTocsinCaAndNoOthers() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "tocsin");
    Path file = Files.writeString(folder.resolve("tls.crt"), certificate.certificatePem());
    Path key = Files.writeString(folder.resolve("tls.key"), certificate.keyPem());
    Path other =
        Files.writeString(
            folder.resolve("other.crt"), TestCertificate.of(folder, "other").certificatePem());
    try (HttpGateway gateway =
        HttpGateway.start(
            new HttpGateway.Listen(
                HttpGateway.LOOPBACK,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new TlsFiles(file, key)),
                Limits.DEFAULT,
                LimitHits.NONE),
            Duration.ofSeconds(20))) {
      assertThat(gateway.address().getScheme()).isEqualTo("https");
      gateway.route(
          "/api",
          (event, context) ->
              new APIGatewayProxyResponseEvent()
                  .withStatusCode(200)
                  .withBody(event.getHeaders().get("X-Forwarded-Proto")));

      ApiClient trusting = new ApiClient(gateway.address(), Map.of("TOCSIN_CA", file.toString()));
      assertThat(trusting.send(trusting.request("/api").GET()).body()).isEqualTo("https");

      for (Map<String, String> environment :
          List.of(Map.<String, String>of(), Map.of("TOCSIN_CA", other.toString()))) {
        ApiClient client = new ApiClient(gateway.address(), environment);
        assertThatThrownBy(() -> client.send(client.request("/api").GET()))
            .isInstanceOf(UserError.class)
            .hasMessageContaining("does not answer");
      }
      assertThatThrownBy(
              () -> new ApiClient(gateway.address(), Map.of("TOCSIN_CA", key.toString())))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("has no certificate");
    }
  }
}
