/** Dead letters that go on their way again, at a person's word. */
@NullMarked
package dev.tocsin.notifier.redrive;

import org.jspecify.annotations.NullMarked;
