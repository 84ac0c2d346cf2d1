package dev.tocsin.core.evaluation;

import dev.tocsin.core.rule.Rule;
import dev.tocsin.core.sample.Sample;

/** A sample, a rule that takes it, and the key under which it does. */
public record Match(Sample sample, Rule rule, Rule.Key key) {}
