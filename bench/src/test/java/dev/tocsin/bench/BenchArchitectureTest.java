package dev.tocsin.bench;

import dev.tocsin.testkit.architecture.Arrows;
import org.junit.jupiter.api.Test;

class BenchArchitectureTest {
  @Test
  void packages_haveNoCycle() {
    Arrows.NO_CYCLES.check(Arrows.mainClasses("dev.tocsin.bench"));
  }
}
