package dev.tocsin.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.platform.access.RefusalLog;
import dev.tocsin.testkit.rule.RuleFixture;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Who reaches the API: by signature, by credentials, or everyone on this host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private static final String CREDENTIALS =
      """
      credentials:
        - {name: grafana, roles: [viewer], password: "%s"}
        - {name: reader, roles: [viewer], token: "%s"}
        - {name: push, roles: [sender], token: "%s"}
        - {name: boss, roles: [admin], token: "%s"}
      """
          .formatted(
              BCrypt.hashpw("secret", "$2a$04$abcdefghijklmnopqrstuu"),
              Credentials.hashOfToken("read"),
              Credentials.hashOfToken("send"),
              Credentials.hashOfToken("rule"));

  private final Evaluators guarded =
      evaluators(Map.of("tocsin.api.access", "credentials", "tocsin.api.credentials", CREDENTIALS));

  @AfterAll
  void close() {
    guarded.close();
  }

  private static Evaluators evaluators(Map<String, Object> settings) {
    return new Evaluators(1, List.of(RuleFixture.rule("cpu").build()), FaultPoints.NONE, settings);
  }

  @Test
  void iam_aRequestThatNobodySigned_isRefused() {
    try (Evaluators evaluators = evaluators(Map.of())) {
      Api api = new Api(evaluators.context(0));
      api.get("/api/v1/rules").ok();
      Api.Answer refused = api.unsigned().get("/api/v1/rules");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.text("detail"))
          .isEqualTo("API Gateway has checked no signature of this request");
      assertThat(api.with("Authorization", "Bearer read").get("/api/v1/rules").status())
          .isEqualTo(401);
    }
  }

  @Test
  void open_everyone_reachesAll() {
    try (Evaluators evaluators = evaluators(Map.of("tocsin.api.access", "open"))) {
      new Api(evaluators.context(0)).unsigned().get("/api/v1/rules").ok();
    }
  }

  @Test
  void credentials_withFaults_letNobodyIn() {
    try (Evaluators evaluators =
        evaluators(
            Map.of("tocsin.api.access", "credentials", "tocsin.api.credentials", "who: me"))) {
      Api.Answer refused =
          new Api(evaluators.context(0)).with("Authorization", "Bearer x").get("/api/v1/rules");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("error")).isEqualTo("the credentials cannot be read now; try again");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,401,credentials are missing: send a login (Basic) or a token (Bearer)",
        "Bearer wrong,401,the login or token is not known",
        "Basic grafana:wrong,401,the login or token is not known",
        "Bearer send,403,\"push\" has not the role viewer that this needs",
        "Bearer read,200,-",
        "Basic grafana:secret,200,-",
        "Bearer rule,200,-",
      })
  void credentials_ofAnyKind_letInWhoMayRead(
      @Nullable String authorization, int status, String sentence) {
    Api api = new Api(guarded.context(0));
    if (authorization != null) {
      api = api.with("Authorization", encoded(authorization));
    }
    Api.Answer answer = api.get("/api/v1/rules");
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 200) {
      assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
    } else {
      assertThat(answer.text("detail")).isEqualTo(sentence);
      assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
      assertThat(answer.headers().containsKey("WWW-Authenticate")).isEqualTo(status == 401);
    }
  }

  @Test
  void refusals_areLogged_withWhoAskedForWhat() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    lines.start();
    log.addAppender(lines);
    try {
      refuse("Bearer read", "", 403);
      refuse("Basic grafana:wrong", "", 401);
      refuse("Bearer rule", "https://evil.example", 403);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("refused PUT /api/v1/rules of \"reader\" at 192.0.2.7: ")
                    .endsWith("\"reader\" has not the role admin that this needs"),
            line ->
                assertThat(line)
                    .contains("of someone who logs in as \"grafana\" at ")
                    .endsWith(": the login or token is not known"),
            line ->
                assertThat(line)
                    .contains("of someone with a token at ", "Origin is \"https://evil.example\""));
  }

  private void refuse(String authorization, String origin, int status) {
    Api api = new Api(guarded.context(0)).with("Authorization", encoded(authorization));
    if (!origin.isEmpty()) {
      api = api.with("Origin", origin);
    }
    assertThat(api.call("PUT", "/api/v1/rules", "").status()).isEqualTo(status);
  }

  private static String encoded(String authorization) {
    return authorization.startsWith("Basic ")
        ? "Basic "
            + Base64.getEncoder()
                .encodeToString(authorization.substring("Basic ".length()).getBytes(UTF_8))
        : authorization;
  }
}
