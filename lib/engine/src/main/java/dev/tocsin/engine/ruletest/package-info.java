/** Unit tests of rules: series written by hand, and the alerts that are expected of them. */
@NullMarked
package dev.tocsin.engine.ruletest;

import org.jspecify.annotations.NullMarked;
