package dev.tocsin.local.drill;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.local.Tocsin;
import dev.tocsin.testkit.process.ProcessMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** {@code tocsin up --credentials} under clients that mean no good. */
@Tag("disruption")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodDrillTest {
  private static final int MOST_MEMORY = 768 << 20;
  private static final int CONNECTIONS = 450;
  private static final int BODY = 1 << 20;
  private static final String TOKEN = "reader-of-the-drill";

  @TempDir static Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;
  private URI http;

  @BeforeAll
  void start() throws Exception {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), "groups: []\n");
    Path credentials = Files.writeString(directory.resolve("credentials.yaml"), credentials());
    Path output = directory.resolve("output");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx480m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                Tocsin.class.getName(),
                "up",
                "--rules",
                rules.toString(),
                "--credentials",
                credentials.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    within(Duration.ofMinutes(2))
        .alias("ready")
        .until(() -> Files.readString(output).contains("ready "));
    http = URI.create(Files.readString(output).replaceAll("(?s).* http=(\\S+) .*", "$1"));
    // The first request of all waits for classes, not for anyone's attack.
    for (int i = 0; i < 20; i++) {
      long unused = timed("Bearer " + TOKEN);
    }
    long unusedLogin = timed(basic("max:right"));
    System.out.printf("undisturbed: slowest of 20 answers %d ms%n", slowest(20));
  }

  @AfterAll
  void stop() throws Exception {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static String credentials() {
    return """
    credentials:
      - {name: reader, roles: [viewer], token: "%s"}
      - {name: ada, roles: [viewer], password: "%s"}
      - {name: eve, roles: [viewer], password: "%s"}
      - {name: max, roles: [viewer], password: "%s"}
    """
        .formatted(
            Credentials.hashOfToken(TOKEN),
            BCrypt.hashpw("right", BCrypt.gensalt(10)),
            BCrypt.hashpw("right", BCrypt.gensalt(10)),
            BCrypt.hashpw("right", BCrypt.gensalt(10)));
  }

  @Test
  void bodiesHalfSentToTheApi_othersAreServedWithinASecond() throws Exception {
    flood("bodies to the API", "/api/v1/rules/check", BODY, BODY - 10_000);
  }

  @Test
  void bodiesHalfSentToApprovals_othersAreServedWithinASecond() throws Exception {
    flood("bodies to approvals", "/approvals/1", 64 << 10, 60_000);
  }

  @Test
  void headsHalfSent_othersAreServedWithinASecond() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * CONNECTIONS; i++) {
        sockets.add(open("POST /approvals/1 HTTP/1.1\r\nHost: a\r\nX: "));
      }
      serveOthers("heads");
    } finally {
      close(sockets);
    }
  }

  @Test
  void wrongLogins_aRightOneIsServedWithinASecond() throws Exception {
    Map<Integer, Integer> answers = new TreeMap<>();
    List<CompletableFuture<Integer>> wrong = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      wrong.add(
          client
              .sendAsync(request(basic("ada:wrong" + i)), BodyHandlers.discarding())
              .thenApply(answer -> answer.statusCode()));
    }
    within(Duration.ofSeconds(60))
        .alias("all arrived")
        .until(() -> wrong.stream().filter(CompletableFuture::isDone).count() > 350);
    long right = timed(basic("ada:right"));
    for (CompletableFuture<Integer> each : wrong) {
      answers.merge(each.get(), 1, Integer::sum);
    }
    long other = timed(basic("eve:right"));
    System.out.printf(
        "400 wrong logins: %s; then a right one of the same name in %d ms, of another in %d ms%n",
        answers, right, other);
    assertThat(right).isLessThan(1_000);
    assertThat(other).isLessThan(1_000);
    assertThat(answers.keySet()).containsExactly(401, 429);
  }

  private void flood(String name, String path, int length, int sent) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    byte[] part = new byte[sent];
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket socket =
            open("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
        sockets.add(socket);
        Thread.ofVirtual()
            .start(() -> {
              try {
                socket.getOutputStream().write(part);
              } catch (IOException refused) {
                // Which is what it is for.
              }
            });
      }
      serveOthers(name);
    } finally {
      close(sockets);
    }
  }

  /** For some seconds others are served while the attack holds. */
  private void serveOthers(String name) throws Exception {
    long slowest = slowest(20);
    long memory = ProcessMemory.peak(process.pid()).orElse(0);
    System.out.printf(
        "%s: slowest answer to another %d ms, peak memory %d MB%n", name, slowest, memory >> 20);
    assertThat(process.isAlive()).isTrue();
    assertThat(slowest).isLessThan(1_000);
    assertThat(memory).isLessThan(MOST_MEMORY);
  }

  private long slowest(int times) throws Exception {
    long slowest = 0;
    for (int i = 0; i < times; i++) {
      slowest = Math.max(slowest, timed("Bearer " + TOKEN));
      Thread.sleep(200);
    }
    return slowest;
  }

  private long timed(String authorization) throws Exception {
    long start = System.nanoTime();
    assertThat(client.send(request(authorization), BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private HttpRequest request(String authorization) {
    return HttpRequest.newBuilder(http.resolve("/api/v1/rules"))
        .header("Authorization", authorization)
        .build();
  }

  private Socket open(String head) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.getPort());
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }
}
