package dev.tocsin.local.demo;

/** Where measurements are sent to. */
interface MetricTopic extends AutoCloseable {

  /**
   * Hands one over without waiting for it to arrive; {@code outcome} is called once, from any
   * thread.
   */
  void send(Measurement measurement, Outcome outcome);

  /** Waits a moment for what is under way, then lets go. */
  @Override
  void close();

  /** Whether a measurement was stored by the topic. */
  interface Outcome {
    void stored();

    void failed(Exception why);
  }
}
