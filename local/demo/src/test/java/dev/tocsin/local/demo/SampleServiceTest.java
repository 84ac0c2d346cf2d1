package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleServiceTest {

  @TempDir Path folder;
  private SampleService service;

  @BeforeEach
  void start() throws IOException {
    service = SampleService.start(folder, InstantSource.system());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void work_noFault_answersAndLeavesNothingBehind() throws IOException {
    assertThat(Http.get(service.uri(), "/work").statusCode()).isEqualTo(200);
    assertThat(files()).isZero();
  }

  @Test
  void work_errors_fourInFiveFailUntilTheRestart() {
    Http.post(service.uri(), "/faults/errors?on=true");
    assertThat(failuresIn(10)).isEqualTo(8);

    assertThat(Http.post(service.uri(), "/actions/restart").body()).contains("restarted");

    assertThat(failuresIn(10)).isZero();
    assertThat(service.actions()).extracting(ActionTaken::name).containsExactly("restart");
    assertThat(Http.get(service.uri(), "/actions").body()).contains("\"action\" : \"restart\"");
  }

  /** What a browser sends when a page of {@code page} calls the service, and what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "http://OWN, same-origin, 200",
    "'', '', 200",
    "'', none, 200",
    "null, '', 403",
    "null, cross-site, 403",
    "http://evil.example, '', 403",
    "http://evil.example, cross-site, 403",
    "https://OWN, '', 403",
    "http://127.0.0.1:1, same-site, 403",
    "'', cross-site, 403",
    "'', same-site, 403"
  })
  void switchFault_byAPage_isTakenFromThisSiteOnly(String page, String site, int status) {
    HttpRequest.Builder request =
        Http.request(service.uri(), "/faults/errors?on=true").POST(BodyPublishers.noBody());
    if (!page.isEmpty()) {
      request.header("Origin", page.replace("OWN", "127.0.0.1:" + service.port()));
    }
    if (!site.isEmpty()) {
      request.header("Sec-Fetch-Site", site);
    }
    assertThat(Http.send(request).statusCode()).isEqualTo(status);
    assertThat(failuresIn(5)).isEqualTo(status == 200 ? 4 : 0);
  }

  @Test
  void faults_readByALinkOnAnotherSite_isAnswered() {
    HttpRequest.Builder request =
        Http.request(service.uri(), "/faults").header("Sec-Fetch-Site", "cross-site").GET();
    assertThat(Http.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void work_latency_takesMostOfASecondUntilTheRestart() {
    Http.post(service.uri(), "/faults/latency?on=true");
    assertThat(millisOfWork()).isGreaterThanOrEqualTo(900);

    Http.post(service.uri(), "/actions/restart");

    assertThat(Http.get(service.uri(), "/faults").body()).contains("\"latency\" : false");
  }

  @Test
  void clearTempFiles_deletesWhatTheFaultWroteAndNothingElse() throws IOException {
    Path foreign = Files.writeString(folder.resolve("keep.txt"), "not ours");
    Http.post(service.uri(), "/faults/temp_files?on=true");
    IntStream.range(0, 3).forEach(i -> Http.get(service.uri(), "/work"));
    assertThat(service.tempFileBytes()).isEqualTo(3L * SampleService.TEMP_FILE_BYTES);
    assertThat(files()).isEqualTo(4);

    String answer = Http.post(service.uri(), "/actions/clear-temp-files").body();

    assertThat(answer).contains("\"deleted_files\" : 3", "\"freed_bytes\" : 1572864");
    assertThat(service.tempFileBytes()).isZero();
    assertThat(foreign).exists();
    Http.get(service.uri(), "/work");
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void tempFiles_quotaReached_writesNoMore() {
    TempFiles files = new TempFiles(folder.resolve("small"), 1000);

    assertThat(files.write(600)).isTrue();
    assertThat(files.write(600)).isFalse();
    assertThat(files.usedBytes()).isEqualTo(600);
    assertThat(files.clear()).isEqualTo(new TempFiles.Cleared(1, 600));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /actions/restart,         405",
    "POST, /work,                    405",
    "POST, /faults/errors,           400",
    "POST, /faults/errors?on=maybe,  400",
    "POST, /faults/gremlins?on=true, 404",
    "GET,  /elsewhere,               404"
  })
  void anyRequest_notOfferedOrNotUnderstood_isRefused(String method, String path, int status) {
    var answer =
        method.equals("GET") ? Http.get(service.uri(), path) : Http.post(service.uri(), path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void anyRequest_namesAnotherHost_isRefused() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      String request = "POST /actions/restart HTTP/1.0\r\nHost: evil.example:80\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).contains(" 403 ");
    }
    assertThat(service.actions()).isEmpty();
  }

  private long failuresIn(int requests) {
    return IntStream.range(0, requests)
        .filter(i -> Http.get(service.uri(), "/work").statusCode() == 500)
        .count();
  }

  private long millisOfWork() {
    long started = System.nanoTime();
    Http.get(service.uri(), "/work");
    return (System.nanoTime() - started) / 1_000_000;
  }

  private long files() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.count();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
