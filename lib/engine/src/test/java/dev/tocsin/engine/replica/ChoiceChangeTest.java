package dev.tocsin.engine.replica;

import static dev.tocsin.engine.replica.ReplicaChoiceTest.choice;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceChangeTest {
  /** Choices are written as in {@link ReplicaChoiceTest}. */
  @ParameterizedTest
  @CsvSource({
    "nothing has changed,                           a10,     a20,     a10,     a20",
    "nor for a new cluster,                         '',      a20,     '',      a20",
    "the replica was seen meanwhile,                a10,     a20,     a15,     a20",
    "or later than here,                            a10,     a20,     a25,     a25",
    "another one has taken over,                    a10,     a20,     a10>b40, ''",
    "and the same one again,                        a10,     a20,     b40>a70, ''",
    "the new cluster has a choice by now,           '',      a20,     a10,     ''",
    "the choice was forgotten,                      a10,     a20,     '',      ''",
    "a take-over goes on where nothing has changed, a10,     a10>b40, a10,     a10>b40",
    "but not when the silent one was seen,          a10,     a10>b40, a15,     ''",
    "nor when another one has taken over,           a10,     a10>b40, a10>c45, ''",
  })
  void on_whatIsStoredNow_isChangedUnlessItWasDecidedOnSomethingElse(
      String sentence, String before, String after, String current, String stored) {
    assertThat(
            new ChoiceChange("eu", choice(before), choice(after).orElseThrow()).on(choice(current)))
        .as(sentence)
        .isEqualTo(choice(stored));
  }
}
