package dev.tocsin.local.localstack;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.local.trial.Expected;
import dev.tocsin.local.trial.Load;
import dev.tocsin.local.trial.Offsets;
import dev.tocsin.local.trial.Records;
import dev.tocsin.local.trial.Result;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around the functions loses no alert and notifies none twice. */
@Tag("localstack")
@ExtendWith(OnLocalstack.class)
@Timeout(900)
class LocalstackFaultsTest {
  private static final int SAMPLES = 3_000;
  private static final Duration SENDING = Duration.ofSeconds(90);

  /** Longer than the functions that work with the database may take. */
  private static final Duration FREEZE = Duration.ofSeconds(20);

  private final DeployedTocsin tocsin;

  @TempDir Path folder;

  LocalstackFaultsTest(DeployedTocsin tocsin) {
    this.tocsin = tocsin;
  }

  @Test
  void whatTheServiceRefuses_isADeadLetter_andIsReportedWhenDrivenAgainAfterTheFix()
      throws Exception {
    SampleEvent alert = SampleEvent.fired("00000000000030aa");
    tocsin.receiver().refuse(400);
    try {
      tocsin.send("notify", alert.fingerprint(), alert.message());
      within(DeployedTocsin.PATIENCE)
          .alias("a dead letter")
          .until(() -> deadLetterOf(alert).isPresent());
    } finally {
      tocsin.receiver().down(false);
    }
    assertThat(tocsin.reported(alert.alert())).isEmpty();

    HttpResponse<String> redrive =
        tocsin.call(
            "POST", "/api/v1/dead-letters/" + deadLetterOf(alert).orElseThrow() + "/redrive");
    assertThat(redrive.statusCode()).as(redrive.body()).isBetween(200, 299);
    within(DeployedTocsin.PATIENCE)
        .alias("it to be reported")
        .until(() -> !tocsin.reported(alert.alert()).isEmpty());
    assertThat(tocsin.reported(alert.alert())).containsExactly("firing");
  }

  private Optional<String> deadLetterOf(SampleEvent alert) throws Exception {
    JsonNode list = DeployedTocsin.json(tocsin.call("GET", "/api/v1/dead-letters").body());
    return StreamSupport.stream(list.findParents("id").spliterator(), false)
        .filter(letter -> notification(letter).contains(alert.alert().toString()))
        .map(letter -> letter.path("id").asText())
        .findFirst();
  }

  private static String notification(JsonNode letter) {
    return new String(Base64.getDecoder().decode(letter.path("raw_base64").asText()), UTF_8);
  }

  @Test
  void bridgeKilled_databaseRestarted_functionsTimedOut_noAlertIsLostOrReportedTwice()
      throws Exception {
    Expected expected = Load.expected();
    try (Records records = new Records(tocsin.parts().kafka().bootstrapServers())) {
      Instant put = Instant.now();
      BridgeProcess bridge = BridgeProcess.start(tocsin, folder);
      try {
        within(DeployedTocsin.PATIENCE)
            .alias("the rule to be in force")
            .until(
                () -> tocsin.database().lastTick().filter(tick -> tick.isAfter(put)).isPresent());
        CompletableFuture<Void> sending =
            CompletableFuture.runAsync(
                () -> new Load(1).send(SAMPLES, SENDING, records, expected::sample));
        pause(10);
        bridge = killedAndStarted(bridge);
        pause(10);
        tocsin.parts().postgres().stop();
        pause(5);
        tocsin.parts().postgres().start();
        pause(10);
        Frozen.postgres(tocsin.parts().postgres().port(), FREEZE);
        bridge = killedAndStarted(bridge);
        sending.join();
        records.flush();
        within(DeployedTocsin.PATIENCE)
            .alias("all reported")
            .until(() -> result(expected).lost() == 0);
        within(DeployedTocsin.PATIENCE).alias("all read").until(this::allIsRead);
        // What is notified twice or too much would come now.
        pause(10);
      } finally {
        bridge.close();
      }
    }
    System.out.println(result(expected));
    assertThat(result(expected)).matches(Result::isExact);
    assertThat(Files.readString(BridgeProcess.log(folder))).contains("timed out");
  }

  private BridgeProcess killedAndStarted(BridgeProcess bridge) throws Exception {
    bridge.kill();
    return BridgeProcess.start(tocsin, folder);
  }

  private Result result(Expected expected) {
    return Result.of(
        tocsin.receiver(),
        expected,
        reported -> reported.text("instance_id").startsWith(Load.INSTANCE));
  }

  private boolean allIsRead() throws Exception {
    return Offsets.of(
            tocsin.parts().postgres().jdbcUrl(), tocsin.parts().kafka().bootstrapServers())
        .areAtTheEnd();
  }

  private static void pause(int seconds) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(seconds));
  }
}
