@NullMarked
package dev.tocsin.engine.rule.threshold;

import org.jspecify.annotations.NullMarked;
