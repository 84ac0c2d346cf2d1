package dev.tocsin.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.platform.access.RefusalLog.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(RefusalLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final RefusalLog refusals = new RefusalLog(() -> now);

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
    log.setAdditive(true);
  }

  private List<String> lines() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Refused put(String path, String address, String sender) {
    return new Refused("PUT", path, address, sender);
  }

  @Test
  void add_aRefusal_isALineWithWhoAndWhat() {
    refusals.add(put("/api/v1/rules", "10.0.0.7", RefusalLog.known("reader")), "no role admin");
    refusals.add(put("/api/v1/rules", "", RefusalLog.known("arn:aws:x")), "no role admin");
    assertThat(lines())
        .containsExactly(
            "refused PUT /api/v1/rules of \"reader\" at 10.0.0.7: no role admin",
            "refused PUT /api/v1/rules of \"arn:aws:x\": no role admin");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | someone without credentials
          Bearer s3cr3t         | someone with a token
          Digest s3cr3t         | someone with credentials of no known kind
          Basic ***             | someone with credentials of no known kind
          Basic login ada       | someone who logs in as "ada"
          """)
  void claimed_neverShowsASecret(String authorization, String sender) {
    String header =
        authorization.equals("Basic login ada")
            ? "Basic " + Base64.getEncoder().encodeToString("ada:s3cr3t".getBytes(UTF_8))
            : authorization;
    assertThat(RefusalLog.claimed(header)).isEqualTo(sender).doesNotContain("s3cr3t");
  }

  @Test
  void add_whatTheSenderChose_isOneShortLine() {
    String forged = "x\r\n2026-03-01 INFO all is well";
    refusals.add(
        put("/" + forged + "y".repeat(5_000), forged, RefusalLog.known(forged)), "why: " + forged);
    assertThat(lines()).singleElement().asString().doesNotContain("\r", "\n").hasSizeLessThan(600);
  }

  @Test
  void add_manyInAMinute_areCounted() {
    for (int n = 0; n < RefusalLog.MOST + 40; n++) {
      refusals.add(put("/" + n, "", "someone"), "no");
    }
    assertThat(lines()).hasSize(RefusalLog.MOST);
    now = now.plus(Duration.ofMinutes(1));
    refusals.add(put("/later", "", "someone"), "no");
    refusals.add(put("/later", "", "someone"), "no");
    assertThat(lines().subList(RefusalLog.MOST, lines().size()))
        .containsExactly(
            "40 more requests were refused in the minute before",
            "refused PUT /later of someone: no",
            "refused PUT /later of someone: no");
  }
}
