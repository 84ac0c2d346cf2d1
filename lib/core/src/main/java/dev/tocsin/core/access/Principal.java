package dev.tocsin.core.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name as it stands in histories: a login, the name of a token, an ARN
 */
public record Principal(String name, Set<Role> roles) {
  public Principal {
    roles = Set.copyOf(roles);
  }

  /** Somebody who may do everything. */
  public static Principal withAllRoles(String name) {
    return new Principal(name, EnumSet.allOf(Role.class));
  }

  public boolean may(Role needed) {
    return roles.stream().anyMatch(role -> role.includes(needed));
  }
}
