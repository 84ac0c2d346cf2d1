package dev.tocsin.routing.flush;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's rules for one integration, naively: names of alerts in sets, one case at a time.
 */
final class AlertmanagerOracle {
  private final boolean sendResolved;
  private @Nullable Said last;

  AlertmanagerOracle(boolean sendResolved) {
    this.sendResolved = sendResolved;
  }

  private record Said(Set<String> firing, Set<String> resolved, Instant at) {}

  /** A request to the receiver: the names of what fires, and in small letters of what has ended. */
  Optional<List<String>> flush(
      Instant now, List<Member> members, boolean closed, boolean delivered) {
    Set<String> firing = new TreeSet<>();
    Set<String> resolved = new TreeSet<>();
    for (Member member : members) {
      boolean audible = !closed && member.muted().equals(Muted.BY_NOTHING);
      boolean over = !member.alert().endsAt().orElseThrow().isAfter(now);
      if (audible) {
        (over ? resolved : firing).add(member.alert().labels().get("alertname"));
      }
    }
    if ((firing.isEmpty() && resolved.isEmpty()) || !isWorthIt(firing, resolved, now)) {
      return Optional.empty();
    }
    boolean nothingToShow = firing.isEmpty() && !sendResolved;
    if (nothingToShow || delivered) {
      last = new Said(firing, resolved, now.plusMillis(nothingToShow ? 0 : 20));
    }
    return nothingToShow ? Optional.empty() : Optional.of(request(firing, resolved));
  }

  private boolean isWorthIt(Set<String> firing, Set<String> resolved, Instant now) {
    Said said = last;
    if (said == null) {
      return !firing.isEmpty();
    }
    boolean somethingStarted = firing.stream().anyMatch(name -> !said.firing.contains(name));
    boolean somethingEnded = resolved.stream().anyMatch(name -> !said.resolved.contains(name));
    boolean allEnded = firing.isEmpty();
    boolean itWasFiring = !said.firing.isEmpty();
    boolean longAgo = Duration.between(said.at, now).compareTo(Fixtures.REPEAT_INTERVAL) > 0;
    return somethingStarted
        || (allEnded && itWasFiring)
        || (!allEnded && (longAgo || (somethingEnded && sendResolved)));
  }

  private List<String> request(Set<String> firing, Set<String> resolved) {
    List<String> names = new ArrayList<>(firing);
    if (sendResolved) {
      resolved.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }
    return names;
  }
}
