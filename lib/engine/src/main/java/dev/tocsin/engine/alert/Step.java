package dev.tocsin.engine.alert;

import java.util.List;

/** What a result makes of a key: its new state, and the transitions that led there. */
public record Step(AlertKeyState state, List<Transition> transitions) {
  public Step {
    transitions = List.copyOf(transitions);
  }

  /** Nothing happens. */
  public static Step stay(AlertKeyState state) {
    return new Step(state, List.of());
  }
}
