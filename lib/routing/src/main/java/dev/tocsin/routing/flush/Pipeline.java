package dev.tocsin.routing.flush;

import java.util.List;

/**
 * The stages before a notification, in Alertmanager's order. They take out what is muted; then what
 * is left is compared with what the integration knows already.
 */
final class Pipeline {
  private static final List<Stage> STAGES =
      List.of(
          Pipeline::presence,
          Pipeline::inhibition,
          Pipeline::activeIntervals,
          Pipeline::muteIntervals,
          Pipeline::silences);

  private Pipeline() {}

  static Decision run(Course start) {
    Course course = start;
    for (Stage stage : STAGES) {
      switch (stage.pass(course)) {
        case Stage.Passed passed -> course = passed.course();
        case Stage.Stopped stopped -> {
          return stopped.skip();
        }
      }
    }
    return Deduplication.decide(
        course.content(), course.log(), course.terms(), course.flush().countedAt());
  }

  private static Stage.Step presence(Course course) {
    return course.passing().isEmpty()
        ? new Stage.Stopped(Skip.because(SkipReason.NO_ALERTS))
        : new Stage.Passed(course);
  }

  private static Stage.Step inhibition(Course course) {
    Course left = course.hold(member -> member.muted().byInhibition());
    return left.unlessAllHeld(SkipReason.ALL_INHIBITED, MutedBy.inhibitors(left.held()));
  }

  private static Stage.Step activeIntervals(Course course) {
    return interval(
        course, course.flush().intervals().inactive(), SkipReason.OUTSIDE_ACTIVE_INTERVAL);
  }

  private static Stage.Step muteIntervals(Course course) {
    return interval(course, course.flush().intervals().mute(), SkipReason.IN_MUTE_INTERVAL);
  }

  private static Stage.Step silences(Course course) {
    SkipReason reason = course.held().isEmpty() ? SkipReason.ALL_SILENCED : SkipReason.ALL_MUTED;
    return course.hold(member -> member.muted().bySilence()).unlessAllHeld(reason);
  }

  private static Stage.Step interval(Course course, List<String> names, SkipReason reason) {
    return names.isEmpty()
        ? new Stage.Passed(course)
        : course.hold(member -> true).unlessAllHeld(reason, MutedBy.intervals(names));
  }
}
