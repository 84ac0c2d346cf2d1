package dev.tocsin.notifier.view;

import dev.tocsin.routing.state.AlertState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A state by which a list is filtered. Those that are overdue fire too. */
public enum ListedState {
  FIRING,
  ACKNOWLEDGED,
  SILENCED,
  INHIBITED,
  RESOLVED,
  OVERDUE;

  public boolean includes(AlertView view) {
    return switch (this) {
      case FIRING -> view.state() == AlertState.FIRING;
      case ACKNOWLEDGED -> view.state() == AlertState.ACKNOWLEDGED;
      case SILENCED -> view.state() == AlertState.SILENCED && view.muted().bySilence();
      case INHIBITED -> view.state() == AlertState.SILENCED && view.muted().byInhibition();
      case RESOLVED -> view.state() == AlertState.RESOLVED;
      case OVERDUE -> view.isOverdue();
    };
  }

  /** The state as queries write it: {@code overdue}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a code. */
  public static Optional<ListedState> of(String code) {
    return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
  }
}
