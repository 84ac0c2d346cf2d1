package dev.tocsin.core.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Identities that follow from another one, so that doing a thing twice names it the same. */
public final class DerivedId {
  private DerivedId() {}

  /** The identity of what {@code role} names about {@code origin}: name-based, RFC 9562 type 3. */
  public static UUID of(UUID origin, String role) {
    return UUID.nameUUIDFromBytes((origin + ":" + role).getBytes(UTF_8));
  }
}
