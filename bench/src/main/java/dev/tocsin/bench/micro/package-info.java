/** Single steps of evaluating, measured by JMH. */
@NullMarked
package dev.tocsin.bench.micro;

import org.jspecify.annotations.NullMarked;
