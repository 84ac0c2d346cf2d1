package dev.tocsin.bench.evaluate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads what a process says of itself in Prometheus's text format. */
final class Scrape {
  private Scrape() {}

  /** The sum of all series of a metric; 0 when there are none. */
  static long sum(URI address, String metric) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
          .mapToLong(
              line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
          .sum();
    }
  }
}
