package dev.tocsin.routing.inhibition;

import dev.tocsin.routing.matcher.Matchers;
import java.util.List;

/**
 * Firing sources mute targets that have the same values of some labels.
 *
 * @param name may be empty
 * @param equal names of labels; one that is missing has the empty value
 */
public record InhibitRule(String name, Matchers source, Matchers target, List<String> equal) {
  public InhibitRule {
    equal = List.copyOf(equal);
  }
}
