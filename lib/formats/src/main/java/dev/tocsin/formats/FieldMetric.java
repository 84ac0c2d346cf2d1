package dev.tocsin.formats;

/** The metric of a measurement's field, as Telegraf's output for Prometheus names it. */
final class FieldMetric {
  /** The field of measurements that have a single one. */
  private static final String VALUE = "value";

  private FieldMetric() {}

  /** {@code cpu_usage_idle} of measurement {@code cpu}; the measurement alone of {@code value}. */
  static String name(String measurement, String field) {
    return field.equals(VALUE) ? measurement : measurement + "_" + field;
  }
}
