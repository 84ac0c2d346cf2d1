package dev.tocsin.local.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be switched to bad in the sample service. */
enum Fault {
  /** Four requests in five are answered with status 500. */
  ERRORS,
  /** Every request takes most of a second. */
  LATENCY,
  /** Every request leaves a temporary file behind. */
  TEMP_FILES;

  /** The name in addresses and JSON, for example {@code temp_files}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Fault> labelled(String label) {
    return Arrays.stream(values()).filter(fault -> fault.label().equals(label)).findFirst();
  }
}
