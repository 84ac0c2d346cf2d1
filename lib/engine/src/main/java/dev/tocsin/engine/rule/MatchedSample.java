package dev.tocsin.engine.rule;

import dev.tocsin.engine.sample.Sample;
import java.util.List;

/**
 * A sample and the rules that take it.
 *
 * @param matches all of them, in the order of their rule set
 */
public record MatchedSample(Sample sample, List<RuleMatch> matches) {}
