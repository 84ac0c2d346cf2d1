package dev.tocsin.local.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A Kafka that wants to know who asks: SASL by user and password, without encryption. */
public final class GuardedKafka {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"";

  private GuardedKafka() {}

  /** Starts a node on any free port that lets one user in. */
  public static EmbeddedKafka start(Path directory, String user, String password) {
    return EmbeddedKafka.start(
        directory,
        0,
        Optional.empty(),
        Map.of(
            "listener.security.protocol.map",
            "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name",
            "PLAINTEXT",
            "sasl.enabled.mechanisms",
            "PLAIN",
            "sasl.mechanism.inter.broker.protocol",
            "PLAIN",
            "listener.name.plaintext.plain.sasl.jaas.config",
            LOGIN.formatted("broker", "of the broker")
                + " user_broker=\"of the broker\" user_%s=\"%s\";".formatted(user, password)));
  }

  /** What a client says to be let in. */
  public static Map<String, String> login(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN.formatted(user, password) + ";");
  }
}
