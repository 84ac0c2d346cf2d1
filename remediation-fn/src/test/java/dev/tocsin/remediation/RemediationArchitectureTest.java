package dev.tocsin.remediation;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.testkit.architecture.Arrows;
import dev.tocsin.testkit.architecture.FunctionArchitecture;

class RemediationArchitectureTest extends FunctionArchitecture {
  RemediationArchitectureTest() {
    super("remediation");
  }

  @Override
  protected DescribedPredicate<JavaMethod> callsOut() {
    return Arrows.call(OutgoingHttp.class, "send");
  }
}
