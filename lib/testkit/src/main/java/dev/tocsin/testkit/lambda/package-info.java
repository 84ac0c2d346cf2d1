/**
 * What surrounds a function on AWS: the runtime, in a process of its own, the events that AWS
 * documents, and the services that it calls. Knows nothing of what a function does.
 */
@NullMarked
package dev.tocsin.testkit.lambda;

import org.jspecify.annotations.NullMarked;
