package dev.tocsin.local.api;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's address: {@code http} or {@code https} with a host. */
public final class WebAddress implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    try {
      URI address = URI.create(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "\"%s\" is no address such as http://127.0.0.1:8080".formatted(text));
  }
}
