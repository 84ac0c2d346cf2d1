package dev.tocsin.notifier.view;

import dev.tocsin.routing.state.AlertState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A state by which a list is filtered. Those that are overdue fire too. */
public enum ListedState {
  FIRING(view -> view.state() == AlertState.FIRING),
  ACKNOWLEDGED(view -> view.state() == AlertState.ACKNOWLEDGED),
  SILENCED(view -> view.state() == AlertState.SILENCED && view.muted().bySilence()),
  INHIBITED(view -> view.state() == AlertState.SILENCED && view.muted().byInhibition()),
  RESOLVED(view -> view.state() == AlertState.RESOLVED),
  OVERDUE(AlertView::isOverdue);

  private final Predicate<AlertView> test;

  ListedState(Predicate<AlertView> test) {
    this.test = test;
  }

  public boolean includes(AlertView view) {
    return test.test(view);
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
