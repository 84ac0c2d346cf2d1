package dev.tocsin.local.localstack;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one {@link DeployedTocsin} for all classes of a run; it takes minutes to apply. */
final class OnLocalstack implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(DeployedTocsin.class);
  }

  @Override
  public DeployedTocsin resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(
            DeployedTocsin.class, type -> DeployedTocsin.start(), DeployedTocsin.class);
  }
}
