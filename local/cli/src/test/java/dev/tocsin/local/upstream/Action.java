package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is done to both programs; times count from the scenario's start. */
sealed interface Action {
  /** Posts a batch of alerts. */
  record PostAlerts(List<AlertPost> alerts) implements Action {
    public PostAlerts {
      alerts = List.copyOf(alerts);
    }
  }

  /** An action on a silence, which has a name for the scenario and an id for each program. */
  sealed interface OnSilence extends Action {
    String silence();

    /** Whether it is decided anew whether an alert is silenced. */
    boolean concerns(Map<String, String> labels);
  }

  /**
   * Creates a silence, or posts another in place of the one of that name.
   *
   * @param replaced matchers of the one before it, none if there is none
   */
  record PutSilence(
      String silence,
      List<LabelMatcher> matchers,
      List<LabelMatcher> replaced,
      Duration startsAt,
      Duration endsAt)
      implements OnSilence {
    public PutSilence {
      matchers = List.copyOf(matchers);
      replaced = List.copyOf(replaced);
    }

    @Override
    public boolean concerns(Map<String, String> labels) {
      return LabelMatcher.all(matchers, labels)
          || (!replaced.isEmpty() && LabelMatcher.all(replaced, labels));
    }
  }

  /** Posts a silence as it is, with another end. */
  record ExtendSilence(String silence, List<LabelMatcher> matchers, Duration endsAt)
      implements OnSilence {
    public ExtendSilence {
      matchers = List.copyOf(matchers);
    }

    @Override
    public boolean concerns(Map<String, String> labels) {
      return LabelMatcher.all(matchers, labels);
    }
  }

  /** Deletes a silence. */
  record ExpireSilence(String silence, List<LabelMatcher> matchers) implements OnSilence {
    public ExpireSilence {
      matchers = List.copyOf(matchers);
    }

    @Override
    public boolean concerns(Map<String, String> labels) {
      return LabelMatcher.all(matchers, labels);
    }
  }

  /** Puts another configuration in force. */
  record Reload(Configuration configuration) implements Action {}

  /** Compares what the API answers; the query is that of alerts and of groups. */
  record Checkpoint(String query) implements Action {}
}
