@NullMarked
package dev.tocsin.testkit.rule;

import org.jspecify.annotations.NullMarked;
