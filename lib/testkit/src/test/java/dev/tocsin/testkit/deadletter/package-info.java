@NullMarked
package dev.tocsin.testkit.deadletter;

import org.jspecify.annotations.NullMarked;
