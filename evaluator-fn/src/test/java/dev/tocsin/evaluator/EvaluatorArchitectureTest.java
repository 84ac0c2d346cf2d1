package dev.tocsin.evaluator;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.tocsin.evaluator.watermark.LogEnds;
import dev.tocsin.testkit.architecture.Arrows;
import dev.tocsin.testkit.architecture.FunctionArchitecture;

class EvaluatorArchitectureTest extends FunctionArchitecture {
  EvaluatorArchitectureTest() {
    super("evaluator");
  }

  @Override
  protected DescribedPredicate<JavaMethod> callsOut() {
    return Arrows.implement(LogEnds.class, "partitions")
        .or(Arrows.implement(LogEnds.class, "look"));
  }

  @Override
  protected String kafkaPackage() {
    return "dev.tocsin.evaluator.kafka..";
  }
}
