package dev.tocsin.notifier.meter;

import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.flush.Member;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Why a flush leaves an alert out, in the order in which Alertmanager looks. */
enum Suppression {
  INHIBITION,
  ACTIVE_TIME_INTERVAL,
  MUTE_TIME_INTERVAL,
  SILENCE;

  /** The reason as meters write it. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many alerts of a flush are left out, each for the first reason that it has. */
  static Map<Suppression, Long> of(List<Member> members, IntervalState intervals) {
    Map<Suppression, Long> counts = new EnumMap<>(Suppression.class);
    List<Member> left = members;
    for (Suppression why : values()) {
      Predicate<Member> leavesOut = why.in(intervals);
      long out = left.stream().filter(leavesOut).count();
      if (out > 0) {
        counts.put(why, out);
      }
      left = left.stream().filter(leavesOut.negate()).toList();
    }
    return counts;
  }

  private Predicate<Member> in(IntervalState intervals) {
    return switch (this) {
      case INHIBITION -> member -> member.muted().byInhibition();
      case ACTIVE_TIME_INTERVAL -> member -> !intervals.inactive().isEmpty();
      case MUTE_TIME_INTERVAL -> member -> !intervals.mute().isEmpty();
      case SILENCE -> member -> member.muted().bySilence();
    };
  }
}
