package dev.tocsin.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Authentication;
import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.access.CredentialsFile;
import dev.tocsin.core.access.Principal;
import dev.tocsin.core.access.Role;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.platform.access.Authenticator.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

class AuthenticatorTest {
  private static final AtomicInteger SENDERS = new AtomicInteger();

  private static final String HASH = BCrypt.hashpw("secret: word", "$2a$04$abcdefghijklmnopqrstuu");
  private static final String LONG = "p".repeat(72);
  private static final Authenticator KNOWN =
      known(
          """
          credentials:
            - {name: grafana, roles: [viewer], password: "%s"}
            - {name: ada, roles: [responder, approver], password: "%s"}
            - {name: deploy, roles: [admin], token: "%s"}
            - {name: push, roles: [sender], token: "%s"}
          """
              .formatted(
                  HASH,
                  BCrypt.hashpw(LONG, "$2a$04$abcdefghijklmnopqrstuu"),
                  Credentials.hashOfToken("t0ken"),
                  Credentials.hashOfToken("other")));

  private static Authenticator known(String text) {
    return known(text, Limits.DEFAULT, LimitHits.NONE);
  }

  private static Authenticator known(String text, Limits limits, LimitHits hits) {
    Credentials read =
        CredentialsFile.read(new SourceFile("who.yaml", text), new Problems()).orElseThrow();
    return new Authenticator(() -> read, limits, hits, InstantSource.system());
  }

  private static Optional<Principal> check(Authenticator known, String authorization) {
    return known.check(authorization, Sender.at("192.0.2." + SENDERS.incrementAndGet()))
            instanceof Authentication.Known(Principal principal)
        ? Optional.of(principal)
        : Optional.empty();
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  @Test
  void check_rightCredentials_reportsWhoItIs() {
    assertThat(check(KNOWN, basic("grafana:secret: word")))
        .contains(new Principal("grafana", Set.of(Role.VIEWER)));
    assertThat(check(KNOWN, basic("grafana:secret: word").replace("Basic", "bASIC"))).isPresent();
    assertThat(check(KNOWN, basic("ada:" + LONG)))
        .contains(new Principal("ada", Set.of(Role.RESPONDER, Role.APPROVER)));
    assertThat(check(KNOWN, "Bearer t0ken")).contains(new Principal("deploy", Set.of(Role.ADMIN)));
    assertThat(check(KNOWN, "bearer other ")).contains(new Principal("push", Set.of(Role.SENDER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Bearer",
        "Bearer ",
        "Bearer t0ken2",
        "Bearer T0KEN",
        "Token t0ken",
        "t0ken",
        "Basic grafana",
        "Basic !!!",
        "Bearer grafana:secret: word",
        "AWS4-HMAC-SHA256 Credential=a, Signature=b"
      })
  void check_anythingElse_isNobody(String authorization) {
    assertThat(check(KNOWN, authorization)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grafana:secret",
        "grafana:",
        "grafana",
        ":",
        "nobody:secret: word",
        "deploy:t0ken",
        "deploy:",
        "Grafana:secret: word",
        " grafana:secret: word"
      })
  void check_wrongLogins_areNobodyAlsoOnceTheRightOneCame(String login) {
    assertThat(check(KNOWN, basic("grafana:secret: word"))).isPresent();
    assertThat(check(KNOWN, basic(login))).isEmpty();
  }

  @Test
  void check_aPasswordLongerThanBcryptSees_isWrong() {
    assertThat(check(KNOWN, basic("ada:" + LONG + "p"))).isEmpty();
  }

  @Test
  void check_noPasswordsAtAll_isNobody() {
    Authenticator tokens =
        known(
            "credentials: [{name: a, roles: [admin], token: \"%s\"}]"
                .formatted(Credentials.hashOfToken("x")));
    assertThat(check(tokens, basic("a:x"))).isEmpty();
  }

  @Test
  void check_sameLoginManyTimesAtOnce_isVerifiedOnceAndNeverRefused() throws Exception {
    Map<Limit, Integer> hits = new ConcurrentHashMap<>();
    Authenticator known = costly(hits);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Authentication>> all =
          threads.invokeAll(
              Collections.nCopies(50, () -> known.check(basic("ada:right"), Sender.at("a"))));
      for (Future<Authentication> each : all) {
        assertThat(each.get()).isInstanceOf(Authentication.Known.class);
      }
    }
    assertThat(hits).isEmpty();
  }

  @Test
  void check_rightLoginAfterManyWrongOnes_isNotRefused() throws Exception {
    Map<Limit, Integer> hits = new ConcurrentHashMap<>();
    Authenticator known = costly(hits);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Authentication>> wrong = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String login = basic((i % 2 == 0 ? "ada:" : "nobody" + i + ":") + i);
        wrong.add(threads.submit(() -> known.check(login, Sender.at("a"))));
      }
      Set<Class<?>> answers = new HashSet<>();
      for (Future<Authentication> each : wrong) {
        answers.add(each.get().getClass());
      }
      assertThat(answers)
          .containsExactlyInAnyOrder(Authentication.Unknown.class, Authentication.Limited.class);

      Authentication right = known.check(basic("ada:right"), Sender.at("a"));
      Authentication elsewhere = known.check(basic("eve:right"), Sender.at("b"));
      assertThat(right).isInstanceOf(Authentication.Known.class);
      assertThat(elsewhere).isInstanceOf(Authentication.Known.class);
    }
    assertThat(hits.get(Limit.WRONG_LOGINS)).isGreaterThan(100);
  }

  @Test
  void check_senderHasGone_isNotVerified() {
    Authenticator known = costly(new ConcurrentHashMap<>());
    Sender gone =
        new Sender() {
          @Override
          public String address() {
            return "a";
          }

          @Override
          public boolean isGone() {
            return true;
          }
        };
    assertThat(known.check(basic("ada:right"), gone)).isInstanceOf(Authentication.Gone.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10,ada:wrong,PT0.25S",
    "10,nobody:wrong,PT0.25S",
    "10,ada:right,PT0S",
    "12,ada:wrong,PT1S",
    "12,nobody:wrong,PT1S",
  })
  void check_wrongLogin_takesATimeThatReportsNothingOfTheName(
      int cost, String login, Duration expected) {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Credentials read =
        CredentialsFile.read(
                new SourceFile(
                    "who.yaml",
                    "credentials: [{name: ada, roles: [viewer], password: \"%s\"}]"
                        .formatted(
                            BCrypt.hashpw("right", "$2a$" + cost + "$abcdefghijklmnopqrstuu"))),
                new Problems())
            .orElseThrow();
    Authenticator known =
        new Authenticator(
            () -> read,
            Limits.DEFAULT,
            LimitHits.NONE,
            now::get,
            time -> now.updateAndGet(before -> before.plus(time)));
    Optional<Principal> unused = check(known, basic(login));
    assertThat(Duration.between(Instant.EPOCH, now.get())).isEqualTo(expected);
  }

  @Test
  void check_credentialsThatChanged_areThoseOfNow() {
    String before = "credentials: [{name: a, roles: [admin], token: \"%s\"}]";
    AtomicReference<Credentials> now = new AtomicReference<>(credentials(before, "old"));
    Authenticator known =
        new Authenticator(now::get, Limits.DEFAULT, LimitHits.NONE, InstantSource.system());
    assertThat(check(known, "Bearer old")).isPresent();
    now.set(credentials(before, "new"));
    assertThat(check(known, "Bearer old")).isEmpty();
    assertThat(check(known, "Bearer new")).isPresent();
  }

  private static Credentials credentials(String yaml, String token) {
    String text = yaml.formatted(Credentials.hashOfToken(token));
    return CredentialsFile.read(new SourceFile("who.yaml", text), new Problems()).orElseThrow();
  }

  /** With hashes as they are in use. */
  private static Authenticator costly(Map<Limit, Integer> hits) {
    String hash = BCrypt.hashpw("right", "$2a$10$abcdefghijklmnopqrstuu");
    return known(
        """
        credentials:
          - {name: ada, roles: [viewer], password: "%s"}
          - {name: eve, roles: [viewer], password: "%s"}
        """
            .formatted(hash, hash),
        Limits.DEFAULT,
        limit -> hits.merge(limit, 1, Integer::sum));
  }
}
