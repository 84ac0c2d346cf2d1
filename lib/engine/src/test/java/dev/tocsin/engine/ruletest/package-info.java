@NullMarked
package dev.tocsin.engine.ruletest;

import org.jspecify.annotations.NullMarked;
