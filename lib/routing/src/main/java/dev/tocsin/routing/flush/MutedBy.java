package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * All that mutes a group as a whole, each once.
 *
 * @param intervals names of time intervals
 * @param inhibitors the firing alerts that inhibit members
 */
public record MutedBy(List<String> intervals, List<UUID> silences, List<Fingerprint> inhibitors) {
  public static final MutedBy NOTHING = new MutedBy(List.of(), List.of(), List.of());

  public MutedBy {
    intervals = List.copyOf(intervals);
    silences = List.copyOf(silences);
    inhibitors = List.copyOf(inhibitors);
  }

  static MutedBy intervals(List<String> names) {
    return new MutedBy(names, List.of(), List.of());
  }

  /** What inhibits any of these, which silences may mute too. */
  static MutedBy inhibitors(Collection<Member> members) {
    return new MutedBy(List.of(), List.of(), members(members).inhibitors());
  }

  /** What mutes any of these. */
  static MutedBy members(Collection<Member> members) {
    return new MutedBy(
        List.of(),
        members.stream().flatMap(member -> member.muted().silences().stream()).distinct().toList(),
        members.stream()
            .flatMap(member -> member.muted().inhibitors().stream())
            .distinct()
            .toList());
  }
}
