package dev.tocsin.local.demo;

import java.net.URI;

/** The whole alerting pipeline, which the demonstration starts and then knows only from outside. */
@FunctionalInterface
public interface Pipeline {

  /** The topic that it reads. */
  String TOPIC = "gds.metrics.production";

  /**
   * Starts it with nothing remembered, and returns when it takes records.
   *
   * @param files rules, remediation catalogue and asset list
   * @param notifyUrl root address of the notification service
   */
  Running start(DemoFiles files, URI notifyUrl) throws Exception;

  /** A pipeline that takes records. */
  interface Running extends AutoCloseable {

    /** The Kafka broker, {@code HOST:PORT}. */
    String kafka();

    /** Root address of its HTTP interface, without a slash at the end. */
    URI http();

    /** What its database says. */
    Records records();

    @Override
    void close();
  }
}
