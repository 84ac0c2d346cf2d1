package dev.tocsin.local.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.local.http.Answer;
import dev.tocsin.local.http.Exchange;
import dev.tocsin.local.http.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A webhook that takes every notification. */
final class TrainingWebhook implements AutoCloseable {
  private static final int SEVERAL = 10;
  private static final int MOST_BYTES = 1 << 20;

  private final CountDownLatch firing = new CountDownLatch(SEVERAL);
  private final CountDownLatch resolved = new CountDownLatch(SEVERAL);
  private final WebServer server;

  private TrainingWebhook() throws IOException {
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Limits.DEFAULT,
            LimitHits.NONE,
            this::take);
  }

  /** Starts one on a free port of the loopback address. */
  static TrainingWebhook start() throws IOException {
    return new TrainingWebhook();
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/".formatted(server.address().getPort()));
  }

  private void take(Exchange exchange) throws IOException {
    String body = new String(exchange.body(MOST_BYTES, Limit.HTTP_BODY), UTF_8);
    (body.contains("\"status\":\"firing\"") ? firing : resolved).countDown();
    exchange.send(Answer.text(200, ""));
  }

  /** Waits until several notifications were of alerts that fire. */
  void awaitFiring(Duration patience) throws InterruptedException {
    await(firing, patience);
  }

  /** Waits until several notifications were of alerts that have all ended. */
  void awaitResolved(Duration patience) throws InterruptedException {
    await(resolved, patience);
  }

  private static void await(CountDownLatch several, Duration patience) throws InterruptedException {
    if (!several.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "of %d notifications %d did not come within %s"
              .formatted(SEVERAL, several.getCount(), patience));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
