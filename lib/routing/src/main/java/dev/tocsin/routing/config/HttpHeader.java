package dev.tocsin.routing.config;

import java.util.List;

/**
 * A header added to each request, once for each of its values.
 *
 * @param files whose contents are values
 */
public record HttpHeader(
    String name, List<String> values, List<Secret> secrets, List<String> files) {
  public HttpHeader {
    values = List.copyOf(values);
    secrets = List.copyOf(secrets);
    files = List.copyOf(files);
  }
}
