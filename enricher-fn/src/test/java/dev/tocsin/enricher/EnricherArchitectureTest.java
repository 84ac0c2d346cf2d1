package dev.tocsin.enricher;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.testkit.architecture.Arrows;
import dev.tocsin.testkit.architecture.FunctionArchitecture;

class EnricherArchitectureTest extends FunctionArchitecture {
  EnricherArchitectureTest() {
    super("enricher");
  }

  @Override
  protected DescribedPredicate<JavaMethod> callsOut() {
    return Arrows.implement(EnrichmentSource.class, "query");
  }
}
