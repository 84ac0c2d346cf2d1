package dev.tocsin.local.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts the body of each request, unchanged, into a topic as one record. The key is the path's last
 * part, the same for both replicas of a cluster, so that their series are in one partition.
 */
final class RemoteWriteBridge implements AutoCloseable {
  private static final String PATH = "/api/v1/write/";

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;
  private final HttpServer server;

  RemoteWriteBridge(String kafka, String topic) throws IOException {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ProducerConfig.ACKS_CONFIG, "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(PATH, this::take);
    server.start();
  }

  /** Answers 204 once the record is in the log, and 503 when it is not: Prometheus tries again. */
  private void take(HttpExchange exchange) throws IOException {
    String cluster = exchange.getRequestURI().getPath().substring(PATH.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = 204;
    try {
      producer.send(new ProducerRecord<>(topic, cluster, body)).get();
    } catch (ExecutionException refused) {
      status = 503;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      status = 503;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  URI url(String cluster) {
    return URI.create(
        "http://127.0.0.1:%d%s%s".formatted(server.getAddress().getPort(), PATH, cluster));
  }

  @Override
  public void close() {
    server.stop(0);
    producer.close();
  }
}
