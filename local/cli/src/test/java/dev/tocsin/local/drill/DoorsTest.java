package dev.tocsin.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.local.ReadyLine;
import dev.tocsin.local.Tocsin;
import dev.tocsin.local.embedded.PasswordFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin up} as a process, and what others on the same machine may do to it. */
@Tag("disruption")
@Timeout(600)
class DoorsTest {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final int CHECKS_AT_ONCE = 8;
  private static final long MOST_MEMORY_KIB = 768L * 1024;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  /** A running process, and the addresses that it printed. */
  private record Up(Process process, ReadyLine ready) {
    int port(String name) {
      String address = ready.address(name).replaceFirst("^.*//", "");
      return Integer.parseInt(address.replaceFirst("^[^:]*:(\\d+).*$", "$1"));
    }
  }

  @Test
  void upTwiceOnTheSameData_isForItsOwnerOnlyAndTakesTheSameLogins() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    var unused = Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    Optional<String> password = Optional.empty();
    for (int round = 1; round <= 2; round++) {
      Up up = up("--data", data.toString());
      assertThat(openTo(data)).isEmpty();
      Optional<String> now = PasswordFile.read(data);
      assertThat(now).isPresent();
      assertThat(password.isEmpty() || password.equals(now)).isTrue();
      password = now;

      String url = up.ready().address("postgres");
      assertThat(url).doesNotContain("password", now.get());
      try (Connection connection = DriverManager.getConnection(url + "&password=" + now.get())) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> DriverManager.getConnection(url + "&password=tocsin"))
          .isInstanceOf(SQLException.class);

      assertThat(status(up, "sqs", "/000000000000/tocsin-remediate.fifo"))
          .startsWith("HTTP/1.1 403");
      assertThat(status(up, "kafka", "/")).isEmpty();

      up.process().destroy();
      assertThat(up.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(openTo(data)).isEmpty();
    }
  }

  @Test
  void manyChecksOfThreeThousandExpressions_areRefusedWhileOthersAreServed() throws Exception {
    Up up = up();
    URI root = up.ready().http();
    // The first one loads classes.
    var unused = answerTime(root);
    Duration atRest = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      atRest = longer(atRest, answerTime(root));
    }
    Duration cpuBefore = cpu(up);
    HttpResponse<String> alone = check(root).get();
    assertThat(alone.body()).contains("of the limit rule_regex_instructions");
    Duration cpuOfOne = cpu(up).minus(cpuBefore);

    Duration worst = Duration.ZERO;
    List<CompletableFuture<HttpResponse<String>>> checks =
        IntStream.range(0, CHECKS_AT_ONCE).mapToObj(i -> check(root)).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(checks.toArray(CompletableFuture<?>[]::new));
    do {
      worst = longer(worst, answerTime(root));
    } while (!all.isDone());

    for (CompletableFuture<HttpResponse<String>> check : checks) {
      assertThat(check.get().statusCode()).isIn(200, 503);
      assertThat(check.get().body())
          .containsAnyOf("of the limit rule_regex_instructions", "rule sets of other requests");
    }
    assertThat(up.process().isAlive()).isTrue();
    long peak = peakKib(up.process().pid());
    System.out.printf(
        "CPU of one check %s, worst answer at rest %s, meanwhile %s, peak memory %d MiB%n",
        cpuOfOne, atRest, worst, peak / 1024);
    assertThat(worst.minus(atRest)).isLessThan(Duration.ofSeconds(1));
    assertThat(peak).isLessThanOrEqualTo(MOST_MEMORY_KIB);
  }

  private CompletableFuture<HttpResponse<String>> check(URI root) {
    StringBuilder rules = new StringBuilder("groups:\n- name: g\n  rules:\n");
    for (int i = 0; i < 3_000; i++) {
      rules.append(
          "  - {id: r%d, name: R, metric_name: cpu, operator: '>', threshold: 1, severity: low, matchers: ['e=~\"(abcdefgh%d){600}\"']}\n"
              .formatted(i, i));
    }
    return http.sendAsync(
        HttpRequest.newBuilder(root.resolve("/api/v1/rules/check"))
            .timeout(Duration.ofMinutes(1))
            .POST(BodyPublishers.ofString(rules.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private Duration answerTime(URI root) throws Exception {
    long begun = System.nanoTime();
    assertThat(get(root, "/api/v1/alerts").statusCode()).isEqualTo(200);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Duration longer(Duration first, Duration second) {
    return first.compareTo(second) > 0 ? first : second;
  }

  private HttpResponse<String> get(URI root, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofMinutes(1)).build(),
        BodyHandlers.ofString());
  }

  /** The first line that answers a form which a page of another site posts; empty for none. */
  private static String status(Up up, String part, String path) throws IOException {
    String body = "Action=SendMessage&MessageBody=evil&MessageGroupId=1&MessageDeduplicationId=1";
    String request =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://evil.example\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, up.port(part), body.length(), body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), up.port(part))) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    } catch (SocketException reset) {
      return "";
    }
  }

  private Up up(String... options) throws IOException {
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"),
            "groups: [{name: g, rules: [{id: high, name: High, metric_name: cpu, operator: '>', threshold: 80, severity: high}]}]");
    // As the launcher starts it.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$@\"", "tocsin"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx480m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xlog:disable"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Tocsin.class.getName(), "up", "--rules", rules.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(directory.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Optional<ReadyLine> ready = ReadyLine.parse(line);
      if (ready.isPresent()) {
        return new Up(process, ready.get());
      }
    }
    throw new IOException("it ended: " + Files.readString(directory.resolve("err")));
  }

  private static List<Path> openTo(Path folder) throws IOException {
    List<Path> open = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        if (Files.exists(path)
            && Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains)) {
          open.add(path);
        }
      }
    }
    return open;
  }

  private static Duration cpu(Up up) {
    return up.process().toHandle().info().totalCpuDuration().orElseThrow();
  }

  /** The most memory that the process ever held, as Linux counts it. */
  private static long peakKib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
