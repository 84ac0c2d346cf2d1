package dev.tocsin.core.identity;

import java.util.UUID;

/** Draws identities that were never drawn before, in any process. */
@FunctionalInterface
public interface IdSource {
  UUID next();
}
