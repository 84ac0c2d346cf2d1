package dev.tocsin.notifier;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.tocsin.platform.http.OutgoingHttp;
import dev.tocsin.testkit.architecture.Arrows;
import dev.tocsin.testkit.architecture.FunctionArchitecture;

class NotifierArchitectureTest extends FunctionArchitecture {
  NotifierArchitectureTest() {
    super("notifier");
  }

  @Override
  protected DescribedPredicate<JavaMethod> callsOut() {
    return Arrows.call(OutgoingHttp.class, "send");
  }
}
