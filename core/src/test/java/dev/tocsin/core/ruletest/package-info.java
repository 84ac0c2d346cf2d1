@NullMarked
package dev.tocsin.core.ruletest;

import org.jspecify.annotations.NullMarked;
